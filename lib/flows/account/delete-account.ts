import { findConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { selectMailsOf } from '../../../db/queries/mails.ts';
import { deleteUser, findUser, lockForDeletion } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { DAY_MS } from '../../config/limits.ts';
import { accountDeletedMail } from '../../mail/event-notice.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { deleteMailFiles } from '../../mail/transport.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import type { SubmittedCode } from '../../rules/two-factor/typed-code.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { recordEvent } from '../record-event.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { endHeld } from './steps/end-held.ts';
import { labelEvents } from './steps/label-events.ts';
import { refuseIfLastAdmin } from './steps/refuse-if-last-admin.ts';

/**
 * Deletes the account with everything that belongs to it: sessions, factors, linked identities, mails. Requires
 * re-authentication, the email typed out, and a code where two-factor is on. Its events stay for AUDIT_DAYS, with the
 * email and without the account: an attacker who takes over an account must not erase their traces with it. Notifies
 * the owner by mail.
 */
export async function deleteAccount(
  context: Context,
  actor: CurrentSession,
  input: { typedEmail: string; password: string; submittedCode: SubmittedCode | null },
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
    yield* endHeld(context, tx, 'account-deleted', { userId: user.id });
    yield* recordEvent(context, tx, { userId: user.id, kind: 'account-deleted' });
    yield* labelEvents(tx, held);
    // Their rows go with the account; their files in the outbox folder are deleted below.
    mailIds = (yield* query(selectMailsOf(tx, user.id))).map(({ id }) => id);
    yield* query(deleteUser(tx, user.id));
    const mail = accountDeletedMail(mailContext(context.settings, languageOf(held.language)), {
      name: held.name,
      at: context.now,
      by: context.client,
      auditDays: context.settings.auditMs / DAY_MS,
    });
    yield* enqueueMail(context, tx, user.email, mail);
    return succeed(null);
  };
  if (await findConfirmedAuthenticator(context.db, user.id)) {
    if (!input.submittedCode) return refuse('code-empty');
    const outcome = await spendSecondFactor(context, user, input.submittedCode, remove);
    if (!outcome.ok) return outcome;
  } else {
    const outcome = await transactionOrRollback(context.db, remove);
    if (!outcome.ok) return outcome;
  }
  await deleteMailFiles(context.settings.mail.folder, mailIds).catch((error: unknown) =>
    context.log.error(
      { event: 'letters-left', user: user.id, reason: String(error) },
      'mails of a deleted account stay',
    ),
  );
  return succeed(null);
}
