import { findUser, findUserByEmail, type User } from '../../../db/queries/users.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import type { Context } from '../context.ts';

/** What is done to whose account, why and by whom: an administrator's id, or `command:NAME`. */
export type AdminAction = { userId: string; reason: string; by: string };

/** The person an administrator means by an address, however it is spelled. */
export async function personAt({ db }: Context, email: string): Promise<User | null> {
  const canonical = canonicalEmail(email);
  return canonical ? findUserByEmail(db, canonical) : null;
}

/** The person of an act. Nobody acts on their own account: what an administrator may do must be seen by two people. */
export async function resolveTarget(
  { db }: Context,
  act: AdminAction,
): Promise<Result<User, 'person-unknown' | 'on-oneself'>> {
  if (act.userId === act.by) return refuse('on-oneself');
  const user = await findUser(db, act.userId);
  return user ? succeed(user) : refuse('person-unknown');
}
