import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { requestContext } from '#lib/web/context.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';

/** A reset of the second factor is scheduled, and this user may still have it. */
export async function ResetNotice({ signed: { resetDueAt } }: { signed: CurrentUser }) {
  if (!resetDueAt) return null;
  const { reset: words } = (await myWords()).appFrame;
  const { now } = await requestContext();
  const time = <LocalTime at={resetDueAt} now={now} />;
  return (
    <Banner look="warning" className="mb-6">
      <p>
        <Rich parts={now < resetDueAt ? words.coming({ time }) : words.due({ time })} />
      </p>
      <p>
        <a href="/profile/two-factor?dialog=keep" className="link">
          {words.keep}
        </a>
      </p>
    </Banner>
  );
}
