import { dismissRecoveryNoticeAction } from '#app/_frame/actions.ts';
import { Icon } from '#app/_ui/icon.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { limits } from '#lib/config/limits.ts';
import { describeRecoveryUse, hasMovedSince } from '#lib/flows/account/describe-account.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { MenuLink } from './menu-link.tsx';

/** What a sign-in with a one-time password leaves to say and to do. */
type Notice = { sentence: string; thenMove?: string; mayMove: boolean; isWarning: boolean; method: string };

/**
 * After a sign-in with a one-time password: which one is gone and how many are left, until it is put away. When none
 * is left it comes back after every sign-in. A new phone is offered until there is one.
 */
export async function RecoveryNotice({ signed }: { signed: CurrentUser }) {
  const notice = await noticeFor(signed);
  if (!notice) return null;
  const { dismiss, oneTimePassword: words } = (await myWords()).appFrame;
  const { sentence, thenMove, mayMove, isWarning, method } = notice;
  return (
    <div role="status" className={`banner banner-with-act banner-${isWarning ? 'warning' : 'info'} mb-6`}>
      <Icon name={isWarning ? 'warning' : 'info'} className="banner-icon" />
      <div>
        <p>{sentence}</p>
        {thenMove && <p>{thenMove}</p>}
      </div>
      <div className="row-act">
        {mayMove && (
          <MenuLink href={`/profile/two-factor?dialog=move${method}`} className="button button-quiet button-small">
            {words.move}
          </MenuLink>
        )}
        <MenuLink href={`/profile/two-factor?dialog=renew${method}`} className="button button-quiet button-small">
          {words.renew}
        </MenuLink>
        <PlainForm action={dismissRecoveryNoticeAction} goesAway>
          <button type="submit" aria-label={dismiss} title={dismiss} className="button button-icon">
            <Icon name="close" />
          </button>
        </PlainForm>
      </div>
    </div>
  );
}

async function noticeFor(signed: CurrentUser): Promise<Notice | null> {
  if (await readCookie('recovery-notice')) return null;
  const { oneTimePassword: words } = (await myWords()).appFrame;
  const context = await requestContext();
  if (signed.methods.includes('bypass-code')) {
    if (await hasMovedSince(context, signed)) return null;
    return { sentence: words.bypass, thenMove: words.thenMove, mayMove: false, isWarning: true, method: '' };
  }
  const use = await describeRecoveryUse(context, signed.userId);
  const hasJustUsedOne = signed.methods.includes('recovery-code');
  if (!use || (use.left > 0 && !hasJustUsedOne)) return null;
  const hasMoved = await hasMovedSince(context, signed);
  const isOut = hasJustUsedOne && use.left === 0 && !hasMoved;
  return {
    sentence: hasJustUsedOne ? words.used(use) : words.allUsed,
    ...(isOut && { thenMove: words.thenMove }),
    mayMove: !hasMoved && !isOut,
    isWarning: use.left <= limits.recoveryCodesFew,
    // The phone may be gone; with none left only the phone remains.
    method: use.left > 0 ? '&method=one-time-password' : '',
  };
}
