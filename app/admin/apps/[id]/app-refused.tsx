import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { AppDetails } from '#lib/flows/apps/describe-apps.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { refusal: AppDetails['refusal']; now: Date; words: Words['adminApps']['refused'] };

/** Which value of an app's settings is wrong, and when it showed; nothing where none is known. */
export function AppRefused({ refusal, now, words }: Props) {
  if (!refusal) return null;
  const { kind, sent, nearest, at } = refusal;
  const address = (text: string) => (
    <bdi key={text} dir="ltr" translate="no" className="wrap-anywhere">
      {text}
    </bdi>
  );
  return (
    <Banner look="warning" className="mb-4">
      <p>
        <Rich parts={words.at({ time: <LocalTime key="time" at={at} now={now} look="moment" /> })} />{' '}
        {kind === 'redirect-uri' ? (
          <Rich parts={words['redirect-uri']({ sent: address(sent ?? '') })} />
        ) : (
          words.values[kind]
        )}{' '}
        {nearest && <Rich parts={words.differs[nearest.difference]({ address: address(nearest.address) })} />}
      </p>
      <p className="text-sm text-muted">{words.anyone}</p>
    </Banner>
  );
}
