import { findUser, findUserByEmail, type User } from '../../../db/queries/users.ts';
import type { Db } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import type { Context } from '../context.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

/** What is done to whose account, why and by whom: an administrator's id, or `command:NAME`. */
export type AdminAction = { userId: string; reason: string; by: string };

/** Runs `work` on the account that `action` names, in one transaction. A refusal rolls all of it back. */
export async function adminFlow<T>(
  context: Context,
  action: AdminAction,
  work: (tx: Db, user: User) => Generator<PromiseLike<unknown>, Result<T>, unknown>,
): Promise<Result<T>> {
  const target = await resolveTarget(context, action);
  return target.ok ? transactionOrRollback(context.db, (tx) => work(tx, target.value)) : target;
}

/**
 * Returns the user whom an administrator acts on. Their own account is refused: what an administrator may do needs a
 * second one.
 */
export async function resolveTarget(
  { db }: Context,
  action: AdminAction,
): Promise<Result<User, 'person-unknown' | 'on-oneself'>> {
  if (action.userId === action.by) return refuse('on-oneself');
  const user = await findUser(db, action.userId);
  return user ? succeed(user) : refuse('person-unknown');
}

/** Returns the user whom an administrator names by email, however it is spelled. */
export async function findUserByTypedEmail({ db }: Context, email: string): Promise<User | null> {
  const canonical = canonicalEmail(email);
  return canonical ? findUserByEmail(db, canonical) : null;
}
