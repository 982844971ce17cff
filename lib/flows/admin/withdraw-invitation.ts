import { deleteTokensOf } from '../../../db/queries/tokens.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

/** Withdraws the invitation of an email: its link opens nothing any more. */
export async function withdrawInvitation(context: Context, email: string, by: string): Promise<Result<string>> {
  return transactionOrRollback(context.db, function* (tx) {
    const [withdrawn] = yield* query(deleteTokensOf(tx, email, 'invitation'));
    if (!withdrawn) return refuse('invitation-gone');
    yield* recordEvent(context, tx, { kind: 'invitation-withdrawn', subject: email, actor: by });
    return succeed(email);
  });
}
