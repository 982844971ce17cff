import { selectInvitation } from '../../../db/queries/invitations.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { inviteIn } from './invite.ts';

/** An invitation chosen, as it was when it was shown: when it was sent, in milliseconds. */
export type ChosenInvitation = { email: string; sentAt: number };

/**
 * Mails these invitations once more, all of them or none; earlier links end. Where some were answered, withdrawn or sent
 * again since they were shown, they are named and nothing is sent. Returns how many there were.
 */
export async function resendMany(
  context: Context,
  chosen: readonly ChosenInvitation[],
  by: string,
): Promise<Result<number>> {
  const sentAt = new Map(chosen.map((one) => [one.email, one.sentAt]));
  if (sentAt.size === 0) return refuse('people-none');
  if (sentAt.size > limits.peopleAtOnce) return refuse('people-many', { count: sentAt.size });
  // In one order, so that two administrators don't wait for each other.
  const emails = [...sentAt.keys()].sort();
  return transactionOrRollback(context.db, function* (tx) {
    const changed: string[] = [];
    for (const email of emails) {
      const [row] = yield* query(selectInvitation(tx, email));
      if (row?.createdAt.getTime() !== sentAt.get(email)) changed.push(email);
    }
    if (changed.length > 0) return refuse('people-changed', { emails: changed.join(', ') });
    for (const email of emails) {
      const sent = yield* inviteIn(context, tx, email, by);
      if (!sent.ok) return sent;
    }
    return succeed(emails.length);
  });
}
