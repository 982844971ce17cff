import { selectMailsOf } from '../../../../db/queries/mails.ts';
import { deleteUser, type User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { DAY_MS } from '../../../config/limits.ts';
import { accountDeletedMail } from '../../../mail/event-notice.ts';
import { mailContext } from '../../../mail/mail-context.ts';
import { deleteMailFiles } from '../../../mail/transport.ts';
import { languageOf } from '../../../words/catalogue.ts';
import type { Context } from '../../context.ts';
import { enqueueMail } from '../../mail/steps/enqueue-mail.ts';
import { recordEvent } from '../../record-event.ts';
import { endHeld } from './end-held.ts';
import { labelEvents } from './label-events.ts';

/**
 * Deletes an account that `lockForDeletion` holds, with everything that belongs to it, and tells its owner. Its events
 * stay for AUDIT_DAYS. `actor`: the administrator who ordered it. Returns the ids of its mails, whose files
 * `removeMailFiles` deletes after the transaction.
 */
export function* removeAccount(
  context: Context,
  tx: Db,
  held: User,
  actor?: string,
): Generator<PromiseLike<unknown>, string[], unknown> {
  yield* endHeld(context, tx, 'account-deleted', { userId: held.id });
  yield* recordEvent(context, tx, { userId: held.id, kind: 'account-deleted', ...(actor && { actor }) });
  yield* labelEvents(tx, held);
  const mails = yield* query(selectMailsOf(tx, held.id));
  yield* query(deleteUser(tx, held.id));
  const mail = accountDeletedMail(mailContext(context.settings, languageOf(held.language)), {
    name: held.name,
    at: context.now,
    by: actor ? 'administrator' : context.client,
    auditDays: context.settings.auditMs / DAY_MS,
  });
  yield* enqueueMail(context, tx, held.email, mail);
  return mails.map(({ id }) => id);
}

/** Deletes the files of a deleted account's mails in the outbox folder. */
export async function removeMailFiles(
  { settings, log }: Pick<Context, 'settings' | 'log'>,
  userId: string,
  mailIds: readonly string[],
): Promise<void> {
  await deleteMailFiles(settings.mail.folder, mailIds).catch((error: unknown) =>
    log.error({ event: 'letters-left', user: userId, reason: String(error) }, 'mails of a deleted account stay'),
  );
}
