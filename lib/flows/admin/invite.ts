import { findUserByEmail } from '../../../db/queries/users.ts';
import type { Db } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { invitationMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { mailableEmail } from '../../rules/account/email-address.ts';
import { DEFAULT_LANGUAGE } from '../../words/language.ts';
import { isReservedAddress } from '../account/steps/reserved-address.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

/**
 * Mails an invitation: a link with which this email, and no other, can make an account. The newest one counts. `message`: what
 * the administrator adds (parseInvitationMessage).
 */
export async function invite(context: Context, typed: string, by: string, message = ''): Promise<Result<string>> {
  const email = mailableEmail(typed);
  if (!email) return refuse('email-shape');
  if (await findUserByEmail(context.db, email)) return refuse('email-taken');
  return transactionOrRollback(context.db, (tx) => inviteIn(context, tx, email, by, message));
}

/** As `invite`, of a canonical email without an account, inside a transaction that may do more. */
export function* inviteIn(context: Context, tx: Db, email: string, by: string, message = '') {
  if (yield* isReservedAddress(context, tx, email)) return refuse('email-reserved');
  const lifeMs = limits.invitationLifeMs;
  const secret = yield* issueToken(context, tx, { purpose: 'invitation', owner: email, lifeMs });
  // Nothing is known of them yet, and whoever invites may speak another language.
  const mail = mailContext(context.settings, DEFAULT_LANGUAGE);
  const url = linkUrl(context, 'invitation', secret);
  yield* enqueueMail(context, tx, email, invitationMail(mail, { url, message }));
  yield* recordEvent(context, tx, { kind: 'invited', subject: email, actor: by });
  return succeed(email);
}
