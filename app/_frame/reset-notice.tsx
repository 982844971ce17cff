import { Icon } from '#app/_ui/icons.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { requestContext } from '#lib/web/context.ts';
import type { CurrentUser } from '#lib/web/session.ts';

/** An administrator ordered a reset of this person's second factor, and here sits somebody who may still have it. */
export async function ResetNotice({ signed: { resetDueAt } }: { signed: CurrentUser }) {
  if (!resetDueAt) return null;
  const { now } = await requestContext();
  const time = <LocalTime at={resetDueAt} now={now} />;
  return (
    <div role="status" className="banner banner-warning mb-6">
      <Icon shape="warning" className="banner-icon" />
      <p>
        {now < resetDueAt ? (
          <>An administrator will turn off two-factor authentication for your account on {time}.</>
        ) : (
          <>Since {time} two-factor authentication can be turned off by a link that we mailed to you.</>
        )}{' '}
        Still have your authenticator?{' '}
        <a href="/profile/two-factor?dialog=keep" className="link inline-block py-2">
          Keep it on
        </a>
      </p>
    </div>
  );
}
