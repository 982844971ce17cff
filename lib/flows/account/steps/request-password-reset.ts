import { listLinkedIdentities } from '../../../../db/queries/linked-identities.ts';
import { findUserByEmail, lockUser } from '../../../../db/queries/users.ts';
import { query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { resetPasswordMail } from '../../../mail/link-mails.ts';
import { mailContext } from '../../../mail/mail-context.ts';
import { providerNames } from '../../../rules/sign-in/authentication-methods.ts';
import { languageOf } from '../../../words/catalogue.ts';
import type { Context } from '../../context.ts';
import { consumeMailQuota, enqueueMail } from '../../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../../mail/steps/issue-token.ts';
import { executeDueUndo } from './execute-due-undo.ts';

/**
 * Mails a link for a new password, if there is an account. Returns nothing, and runs after the page has answered:
 * neither words nor time tell who has an account (ASVS 6.3.8). Expects a canonical email.
 */
export async function requestPasswordReset(context: Context, email: string): Promise<void> {
  const user = await findUserByEmail(context.db, email);
  if (!user || !(await consumeMailQuota(context, email))) return;
  // An email that is over gets no link.
  if (await executeDueUndo(context, user.id)) return;
  // While the account is locked down, providers don't sign in: a new password is the only way on.
  const accounts =
    user.passwordHash === null && user.lockedDownAt === null ? await listLinkedIdentities(context.db, user.id) : [];
  await context.db.transaction(function* (tx) {
    // Locked, so that of two requests at once only one link lives.
    yield* query(lockUser(tx, user.id));
    const secret = yield* issueToken(context, tx, {
      purpose: 'reset-password',
      owner: user.id,
      email: user.email,
      lifeMs: limits.resetLinkLifeMs,
    });
    const mail = resetPasswordMail(mailContext(context.settings, languageOf(user.language)), {
      name: user.name,
      url: linkUrl(context, 'reset-password', secret),
      providers: accounts.map((account) => providerNames[account.provider]),
    });
    yield* enqueueMail(context, tx, user.email, mail);
  });
}
