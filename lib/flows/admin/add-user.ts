import { insertUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { generateId } from '../../crypto/token.ts';
import { importedAccountMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { parsePersonName } from '../../rules/account/display-name.ts';
import { mailableEmail } from '../../rules/account/email-address.ts';
import { DEFAULT_LANGUAGE } from '../../words/language.ts';
import { isReservedAddress } from '../account/steps/reserved-address.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

/**
 * Makes an account without a password, and mails a link to choose one: an administrator never sets or sees a password
 * (ASVS 6.4.6). Like an invitation it goes beyond SIGNUP and SIGNUP_DOMAINS. Returns the email as it is stored.
 */
export async function addUser(
  context: Context,
  typed: { email: string; name: string },
  by: string,
): Promise<Result<string>> {
  const email = mailableEmail(typed.email);
  const name = parsePersonName(typed.name);
  if (!email) return refuse('email-shape');
  if (!name.ok) return name;
  return transactionOrRollback(context.db, function* (tx) {
    const user = { id: generateId(), email, name: name.value, passwordHash: null, createdAt: context.now };
    const [made] = yield* query(insertUser(tx, user));
    if (!made) return refuse('email-taken');
    if (yield* isReservedAddress(context, tx, email)) return refuse('email-reserved');
    const lifeMs = limits.importedLinkLifeMs;
    const secret = yield* issueToken(context, tx, { purpose: 'reset-password', owner: made.id, email, lifeMs });
    const url = linkUrl(context, 'reset-password', secret);
    // Nothing is known of them yet, and whoever adds them may speak another language.
    const mail = mailContext(context.settings, DEFAULT_LANGUAGE);
    yield* enqueueMail(context, tx, email, importedAccountMail(mail, { name: name.value, url }));
    yield* recordEvent(context, tx, { userId: made.id, kind: 'account-added', actor: by });
    return succeed(email);
  });
}
