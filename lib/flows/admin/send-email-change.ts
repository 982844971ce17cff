import { limits } from '../../config/limits.ts';
import { confirmAddressFromAdminMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, succeed } from '../../result.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';
import { freeAddressFor } from './steps/free-address.ts';

/**
 * Mails a link to a new email: once it is confirmed there (confirmEmailChange), it is the account's, and the old one can
 * take it back for seven days. The old one is told at once, so that an administrator who is deceived doesn't help a
 * thief in silence. The link replaces one that the user asked for. Returns the new email as it is stored.
 */
export async function sendEmailChange(context: Context, action: AdminAction, typed: string): Promise<Result<string>> {
  return adminFlow(context, action, function* (tx) {
    const free = yield* freeAddressFor(context, tx, action.userId, typed);
    if (!free.ok) return free;
    const { user, to } = free.value;
    const secret = yield* issueToken(context, tx, {
      purpose: 'change-email',
      owner: user.id,
      lifeMs: limits.confirmLinkLifeMs,
      payload: { from: user.email, to },
    });
    const mail = mailContext(context.settings, languageOf(user.language));
    const url = linkUrl(context, 'change-email', secret);
    yield* enqueueMail(context, tx, to, confirmAddressFromAdminMail(mail, { url }), { userId: user.id });
    const details = { reason: action.reason, to };
    yield* recordEvent(context, tx, { userId: user.id, kind: 'email-change-sent', details, actor: action.by });
    return succeed(to);
  });
}
