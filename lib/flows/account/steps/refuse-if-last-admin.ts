import { lockAdmins } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { type Failure, refuse } from '../../../result.ts';

/** Refuses where this user is the last administrator who can sign in. Of two who step down at once one stays. */
export function* refuseIfLastAdmin(
  tx: Db,
  userId: string,
): Generator<PromiseLike<unknown>, Failure<'last-admin'> | null, unknown> {
  const admins = yield* query(lockAdmins(tx));
  return admins.length === 1 && admins[0]?.id === userId ? refuse('last-admin') : null;
}
