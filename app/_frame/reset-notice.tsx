import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { requestContext } from '#lib/web/context.ts';
import { myWords } from '#lib/web/words.ts';

/** A reset of the second factor is scheduled, and this user may still have it. */
export async function ResetNotice({ dueAt }: { dueAt: Date }) {
  const { reset: words } = (await myWords()).appFrame;
  const { now } = await requestContext();
  const time = <LocalTime at={dueAt} now={now} />;
  return (
    <Banner look="warning" className="mb-6">
      <p>
        <Rich parts={now < dueAt ? words.coming({ time }) : words.due({ time })} />
      </p>
      <p>
        <a href="/profile/two-factor?dialog=keep" className="link">
          {words.keep}
        </a>
      </p>
    </Banner>
  );
}
