import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { resetByAdminMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, succeed } from '../../result.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/**
 * Mails a user a link for a new password. An administrator starts a reset, and never sets or sees a password (ASVS
 * 6.4.6).
 */
export async function sendResetLink(context: Context, action: AdminAction): Promise<Result<null>> {
  return adminFlow(context, action, function* (tx, user) {
    yield* query(lockUser(tx, user.id));
    const secret = yield* issueToken(context, tx, {
      purpose: 'reset-password',
      owner: user.id,
      email: user.email,
      lifeMs: limits.resetLinkLifeMs,
    });
    const alarm = yield* issueToken(context, tx, {
      purpose: 'not-me',
      owner: user.id,
      email: user.email,
      lifeMs: limits.undoLinkLifeMs,
    });
    const { reason } = action;
    const mail = resetByAdminMail(mailContext(context.settings, languageOf(user.language)), {
      name: user.name,
      url: linkUrl(context, 'reset-password', secret),
      alarmUrl: linkUrl(context, 'not-me', alarm),
      at: context.now,
      reason,
    });
    yield* enqueueMail(context, tx, user.email, mail);
    const details = { reason };
    yield* recordEvent(context, tx, { userId: user.id, kind: 'password-reset-sent', details, actor: action.by });
    return succeed(null);
  });
}
