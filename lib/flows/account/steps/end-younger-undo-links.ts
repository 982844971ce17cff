import { markChanges, selectChanges } from '../../../../db/queries/address-changes.ts';
import { deleteTokensAbout } from '../../../../db/queries/tokens.ts';
import type { User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { leadToYounger } from '../../../rules/account/address-history.ts';

/**
 * What a new password by a mailed link does to undo links: those that lead to an address which the account first had
 * later than its present one end, and so does an undo of them that waits.
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
