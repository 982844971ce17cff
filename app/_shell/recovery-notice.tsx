import { dismissRecoveryNoticeAction } from '#app/_shell/actions.ts';
import { Icon } from '#app/_ui/icons.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { describeRecoveryUse } from '#lib/flows/describe-account.ts';
import { limits } from '#lib/limits.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';
import type { Signed } from '#lib/web/session.ts';
import { MenuLink } from './menu-link.tsx';

/** After a sign-in with a one-time password: which one is gone and how many are left, until it is put away. */
export async function RecoveryNotice({ signed }: { signed: Signed }) {
  if ((await readCookie('recovery-notice')) || !signed.methods.includes('recovery-code')) return null;
  const use = await describeRecoveryUse(await requestContext(), signed.userId);
  if (!use) return null;
  const isFew = use.left <= limits.recoveryCodesFew;
  return (
    <div role="status" className={`banner banner-${isFew ? 'warning' : 'info'} mb-6`}>
      <Icon shape={isFew ? 'warning' : 'info'} className="banner-icon" />
      <p>
        You used one-time password <strong>no. {use.number}</strong>. <strong>{use.left}</strong>{' '}
        {use.left === 1 ? 'is' : 'are'} left. Lost your phone? Set up your app again under{' '}
        <MenuLink href="/profile/two-factor" className="link">
          Two-Factor Auth
        </MenuLink>
        .
      </p>
      <PlainForm action={dismissRecoveryNoticeAction} className="mt-2">
        <SubmitButton look="quiet" className="button-small">
          Dismiss
        </SubmitButton>
      </PlainForm>
    </div>
  );
}
