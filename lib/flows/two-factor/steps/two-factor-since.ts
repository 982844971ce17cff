import { selectTwoFactorSwitch } from '../../../../db/queries/two-factor-switch.ts';
import { type Db, query } from '../../../../db/store.ts';

/**
 * Returns since when sign-in asks this user for a second factor; null while it doesn't. The switch decides, and every
 * flow that depends on it asks here. A confirmed authenticator counts too: without its switch it must guard the account
 * rather than leave it open.
 */
export function* selectTwoFactorSince(db: Db, userId: string): Generator<PromiseLike<unknown>, Date | null, unknown> {
  return since(yield* query(selectTwoFactorSwitch(db, userId)));
}

/** As `selectTwoFactorSince`, outside a transaction. */
export async function findTwoFactorSince(db: Db, userId: string): Promise<Date | null> {
  return since(await selectTwoFactorSwitch(db, userId));
}

function since([row]: { twoFactorSince: Date | null; confirmedSince: Date | null }[]): Date | null {
  return row?.twoFactorSince ?? row?.confirmedSince ?? null;
}
