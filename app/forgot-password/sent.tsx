import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { SendAgain } from '#app/_ui/send-again.tsx';
import { requestResetAction } from './actions.ts';

/** The same for every address: it does not tell who has an account. */
export function Sent({ email, isAgain }: { email: string; isAgain: boolean }) {
  return (
    <>
      <title>{titleOf('Check your email')}</title>
      <h1>Check your email</h1>
      <div className="mt-5 space-y-4">
        {isAgain && (
          <Banner look="success">
            <p>Sent again. Only the newest link works.</p>
          </Banner>
        )}
        <p>
          If <strong>{email}</strong> has an account here, a link is on its way. It works for 30 minutes and once.
        </p>
        <p className="text-muted">Nothing there? Look in spam.</p>
        <SendAgain action={requestResetAction}>
          <input type="hidden" name="email" value={email} />
          <input type="hidden" name="again" value="yes" />
        </SendAgain>
      </div>
    </>
  );
}
