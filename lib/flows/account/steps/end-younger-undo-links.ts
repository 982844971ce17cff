import { markChanges, selectChanges } from '../../../../db/queries/address-changes.ts';
import { deleteTokensAbout } from '../../../../db/queries/tokens.ts';
import type { User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { leadToYounger } from '../../../rules/account/address-history.ts';

/**
 * Ends the undo links that lead to an email which the account first had later than its present one, and a waiting undo
 * of theirs. A new password by a mailed link does this.
 */
export function* endYoungerUndoLinks(
  tx: Db,
  user: Pick<User, 'id' | 'email' | 'createdAt'>,
): Generator<PromiseLike<unknown>, void, unknown> {
  const changes = yield* query(selectChanges(tx, user.id));
  const ending = leadToYounger(changes, user).map(({ id }) => id);
  if (ending.length === 0) return;
  yield* query(deleteTokensAbout(tx, user.id, 'undo-email', ending));
  yield* query(markChanges(tx, ending, { undoDueAt: null }));
}
