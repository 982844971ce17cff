import { type User, updateEmail } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { endHeld } from './end-held.ts';
import { recordAddressChange } from './record-address-change.ts';
import { isReservedAddress } from './reserved-address.ts';

/** Addresses of a change: the one that the account has, and the one that it is to have. */
export type EmailChange = { from: string; to: string };

/**
 * Makes a change of email true: the old one is notified, with a link that undoes the change for a week. `actor`: who
 * decided it, where that isn't the owner, who has opened a link mailed to the new one.
 */
export function* applyEmailChange(
  context: Context,
  tx: Db,
  user: User,
  { from, to }: EmailChange,
  actor?: string,
): Generator<PromiseLike<unknown>, Result<string>, unknown> {
  const [taken] = yield* query(updateEmail(tx, user.id, to, actor ? null : context.now));
  if (!taken || (yield* isReservedAddress(context, tx, to, user.id))) return refuse('email-taken');
  yield* endHeld(context, tx, 'email-changed', { userId: user.id });
  yield* recordAddressChange(context, tx, user, { from, to });
  const details = { from, to };
  yield* recordEvent(context, tx, { userId: user.id, kind: 'email-changed', details, ...(actor && { actor }) });
  return succeed(to);
}
