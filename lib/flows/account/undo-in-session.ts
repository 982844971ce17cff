import { type AddressChange, selectChanges } from '../../../db/queries/address-changes.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { standingChanges } from '../../rules/account/address-history.ts';
import type { Context } from '../context.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { giveBack } from './steps/give-back.ts';

/** A change of address of the last seven days, as "This wasn't me" sees it from this browser. */
export type RecentChange = {
  changeId: string;
  /** The address that it would change back to. */
  email: string;
  changedAt: Date;
  /** Whether this browser was known before it: then "This wasn't me" may undo it. */
  isUndoable: boolean;
};

/** The change of the last seven days that goes back furthest, of those that nobody undid or settled. */
function* findRecent(context: Context, tx: Db, userId: string) {
  const changes = yield* query(selectChanges(tx, userId));
  const since = addMs(context.now, -limits.undoLinkLifeMs);
  const change = standingChanges(changes).find(({ changedAt, settledAt }) => changedAt > since && !settledAt);
  const knownSince = yield* browserKnownSince(context, tx, userId);
  return { changes, change, isUndoable: Boolean(change && knownSince && knownSince < change.changedAt) } satisfies {
    changes: AddressChange[];
    change: AddressChange | undefined;
    isUndoable: boolean;
  };
}

/** What "This wasn't me" has to say about the address; null where it was not changed lately. */
export async function recentAddressChange(context: Context, userId: string): Promise<RecentChange | null> {
  const { change, isUndoable } = await context.db.transaction((tx) => findRecent(context, tx, userId));
  return change ? { changeId: change.id, email: change.fromEmail, changedAt: change.changedAt, isUndoable } : null;
}

/**
 * "This wasn't me" in a session: gives the address back and locks the account down, where this browser's device cookie
 * is older than the change that the person was shown. Answers the address.
 */
export function undoInSession(context: Context, userId: string, changeId: string): Promise<Result<string>> {
  return transactionOrRollback(context.db, function* (tx) {
    const [user] = yield* query(lockUser(tx, userId));
    const { changes, change, isUndoable } = yield* findRecent(context, tx, userId);
    if (!user || !isUndoable || change?.id !== changeId) return refuse('page-outdated');
    const restored = yield* giveBack(context, tx, { user, changes, change, by: 'session', isFinal: false });
    return restored.ok ? succeed(restored.value) : restored;
  });
}
