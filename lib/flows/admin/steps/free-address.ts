import { lockUser, selectUserByEmail, type User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import { mailableEmail } from '../../../rules/account/email-address.ts';
import { isReservedAddress } from '../../account/steps/reserved-address.ts';
import type { Context } from '../../context.ts';

/** Returns the user, locked, and the email that an administrator typed for them, if no other account has a claim to it. */
export function* freeAddressFor(
  context: Context,
  tx: Db,
  userId: string,
  typed: string,
): Generator<PromiseLike<unknown>, Result<{ user: User; to: string }>, unknown> {
  const to = mailableEmail(typed);
  if (!to) return refuse('email-shape');
  const [user] = yield* query(lockUser(tx, userId));
  if (!user) return refuse('person-unknown');
  if (user.email === to) return refuse('already-so');
  const [holder] = yield* query(selectUserByEmail(tx, to));
  const isTaken = holder || (yield* isReservedAddress(context, tx, to, user.id));
  return isTaken ? refuse('email-taken') : succeed({ user, to });
}
