import { findUser, lockForDeletion } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import type { Context } from '../context.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { findTwoFactorSince } from '../two-factor/steps/two-factor-since.ts';
import { refuseIfLastAdmin } from './steps/refuse-if-last-admin.ts';
import { removeAccount, removeMailFiles } from './steps/remove-account.ts';

/**
 * Deletes the account with everything that belongs to it: sessions, factors, linked identities, mails. Requires
 * re-authentication, the email typed out, and a code where two-factor is on. Its events stay for AUDIT_DAYS, with the
 * email and without the account: an attacker who takes over an account must not erase their traces with it. Notifies
 * the owner by mail.
 */
export async function deleteAccount(
  context: Context,
  actor: CurrentSession,
  input: { typedEmail: string; password: string; submittedCode: SubmittedFactor | null },
): Promise<Result<null>> {
  const user = await findUser(context.db, actor.userId);
  if (!user) return refuse('session-ended');
  if (canonicalEmail(input.typedEmail) !== user.email) return refuse('email-differs');
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  let mailIds: string[] = [];
  const remove = function* (tx: Db): Generator<PromiseLike<unknown>, Result<null>, unknown> {
    const lastAdmin = yield* refuseIfLastAdmin(tx, user.id);
    if (lastAdmin) return lastAdmin;
    const [held] = yield* query(lockForDeletion(tx, user.id));
    if (!held) return refuse('session-ended');
    // Another tab may have changed it since.
    if (held.email !== user.email) return refuse('email-differs');
    mailIds = yield* removeAccount(context, tx, held);
    return succeed(null);
  };
  if (await findTwoFactorSince(context.db, user.id)) {
    if (!input.submittedCode) return refuse('code-empty');
    const outcome = await spendSecondFactor(context, user, input.submittedCode, remove);
    if (!outcome.ok) return outcome;
  } else {
    const outcome = await transactionOrRollback(context.db, remove);
    if (!outcome.ok) return outcome;
  }
  await removeMailFiles(context, user.id, mailIds);
  return succeed(null);
}
