import { selectConfirmedAuthenticators } from '../../../../db/queries/authenticators.ts';
import { listPasskeys } from '../../../../db/queries/passkeys.ts';
import { type Db, query } from '../../../../db/store.ts';
import { usableHere } from '../../../rules/two-factor/relying-party.ts';
import type { Context } from '../../context.ts';

/**
 * Returns the ids of what confirms this user's sign-ins: the authenticators whose codes count, and the passkeys and
 * security keys that can be used at this address. One-time passwords are for the day when none of them is available.
 */
export function* selectGuards(
  { settings }: Pick<Context, 'settings'>,
  db: Db,
  userId: string,
): Generator<PromiseLike<unknown>, string[], unknown> {
  const apps = yield* query(selectConfirmedAuthenticators(db, userId));
  const passkeys = yield* query(listPasskeys(db, userId));
  return [...apps.filter(({ disownedAt }) => !disownedAt), ...usableHere(settings, passkeys)].map(({ id }) => id);
}
