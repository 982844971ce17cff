import { Badge } from '#app/_ui/badge.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Row } from '#app/_ui/rows.tsx';
import type { Connection } from '#lib/flows/account/describe-account.ts';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  provider: Provider;
  connection: Connection | null;
  isLastWayIn: boolean;
  now: Date;
  words: Words['connections'];
};

/** One provider: connected since when and as whom, or not; and the button that changes it. */
export function ConnectionRow({ provider, connection, isLastWayIn, now, words }: Props) {
  const kind = connection ? 'disconnect' : 'connect';
  const mustStay = connection !== null && isLastWayIn;
  return (
    <Row
      mark={<ProviderMark provider={provider} />}
      title={
        <>
          <h3 id={`provider-${provider}`}>{providerNames[provider]}</h3>
          {connection && <Badge look="on">{words.connected}</Badge>}
        </>
      }
      note={
        connection ? (
          <Connected connection={connection} mustStay={mustStay} now={now} words={words} />
        ) : (
          words.notConnected
        )
      }
    >
      {!mustStay && (
        <OpenDialog
          page="/profile/connections"
          dialog={`${kind}-${provider}`}
          id={`change-${provider}`}
          className="button-small"
          aria-describedby={`provider-${provider}`}
        >
          {words[kind]}
        </OpenDialog>
      )}
    </Row>
  );
}

type ConnectedProps = Pick<Props, 'now' | 'words'> & { connection: Connection; mustStay: boolean };

function Connected({ connection: { email, since }, mustStay, now, words }: ConnectedProps) {
  const link = (text: string) => (
    <PageLink href="/profile/password" className="link">
      {text}
    </PageLink>
  );
  return (
    <>
      <p>
        {email && (
          <>
            <bdi dir="ltr" className="break-words">
              {email}
            </bdi>
            {' · '}
          </>
        )}
        <Rich parts={words.since({ day: <LocalTime at={since} now={now} look="day" /> })} />
      </p>
      {mustStay && (
        <p>
          <Rich parts={words.onlyWayIn({ link })} />
        </p>
      )}
    </>
  );
}
