import { dismissRecoveryNoticeAction } from '#app/_frame/actions.ts';
import { Icon } from '#app/_ui/icons.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { limits } from '#lib/config/limits.ts';
import { describeRecoveryUse, hasMovedSince } from '#lib/flows/account/describe-account.ts';
import { passedSecondFactor } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { MenuLink } from './menu-link.tsx';

/**
 * After a sign-in with a one-time password: which one is gone and how many are left, until it is put away. When none
 * is left it comes back after every sign-in. A new phone is offered until there is one.
 */
export async function RecoveryNotice({ signed }: { signed: CurrentUser }) {
  if (!passedSecondFactor(signed.methods) || (await readCookie('recovery-notice'))) return null;
  const context = await requestContext();
  if (signed.methods.includes('bypass-code')) return (await hasMovedSince(context, signed)) ? null : <BypassNotice />;
  const use = await describeRecoveryUse(context, signed.userId);
  const hasJustUsedOne = signed.methods.includes('recovery-code');
  if (!use || (use.left > 0 && !hasJustUsedOne)) return null;
  const hasMoved = await hasMovedSince(context, signed);
  const isFew = use.left <= limits.recoveryCodesFew;
  const isOut = hasJustUsedOne && use.left === 0 && !hasMoved;
  // Whoever came in by one may not have the phone; with none left only the phone remains.
  const method = use.left > 0 ? '&method=one-time-password' : '';
  return (
    <div role="status" className={`banner banner-${isFew ? 'warning' : 'info'} mb-6`}>
      <Icon shape={isFew ? 'warning' : 'info'} className="banner-icon" />
      <p>
        {hasJustUsedOne ? (
          <>
            You used one-time password <strong>no. {use.number}</strong>. <strong>{use.left}</strong>{' '}
            {use.left === 1 ? 'is' : 'are'} left.
          </>
        ) : (
          'All your one-time passwords are used.'
        )}{' '}
        {!hasMoved && 'Lost your phone? '}
        {!hasMoved && !isOut && (
          <>
            <MenuLink href={`/profile/two-factor?dialog=move${method}`} className="link">
              Move to a new phone
            </MenuLink>
            {' · '}
          </>
        )}
        <MenuLink href={`/profile/two-factor?dialog=renew${method}`} className="link">
          Get new one-time passwords
        </MenuLink>
        {isOut && ' within ten minutes of signing in, then move to a new phone with one of them.'}
      </p>
      <Dismiss />
    </div>
  );
}

/** After a sign-in with a code from an administrator, which is no way to come in tomorrow. */
function BypassNotice() {
  return (
    <div role="status" className="banner banner-warning mb-6">
      <Icon shape="warning" className="banner-icon" />
      <p>
        You came in with a code from an administrator, which is used up.{' '}
        <MenuLink href="/profile/two-factor?dialog=renew" className="link">
          Get new one-time passwords
        </MenuLink>{' '}
        within ten minutes of signing in, then move to a new phone with one of them.
      </p>
      <Dismiss />
    </div>
  );
}

function Dismiss() {
  return (
    <PlainForm action={dismissRecoveryNoticeAction} className="mt-2" goesAway>
      <SubmitButton look="quiet" className="button-small">
        Dismiss
      </SubmitButton>
    </PlainForm>
  );
}
