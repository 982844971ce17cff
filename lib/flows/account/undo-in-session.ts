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
import { restoreEmail } from './steps/restore-email.ts';

/** A change of email of the last seven days, as "This wasn't me" sees it from this browser. */
export type RecentChange = {
  changeId: string;
  /** The email that it would change back to. */
  email: string;
  changedAt: Date;
  /** Whether this browser was known before it: then "This wasn't me" may undo it. */
  isUndoable: boolean;
};

/** Returns the first change of the last seven days that wasn't undone or settled. */
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

/** Returns what "This wasn't me" shows about the email; null where it wasn't changed lately. */
export async function recentAddressChange(context: Context, userId: string): Promise<RecentChange | null> {
  const { change, isUndoable } = await context.db.transaction((tx) => findRecent(context, tx, userId));
  return change ? { changeId: change.id, email: change.fromEmail, changedAt: change.changedAt, isUndoable } : null;
}

/**
 * "This wasn't me" in a session: gives the email back and locks the account down, where this browser's device cookie is
 * older than the change that the user was shown. Returns the email.
 */
export function undoInSession(context: Context, userId: string, changeId: string): Promise<Result<string>> {
  return transactionOrRollback(context.db, function* (tx) {
    const [user] = yield* query(lockUser(tx, userId));
    const { changes, change, isUndoable } = yield* findRecent(context, tx, userId);
    if (!user || !isUndoable || change?.id !== changeId) return refuse('page-outdated');
    const restored = yield* restoreEmail(context, tx, { user, changes, change, by: 'session', isFinal: false });
    return restored.ok ? succeed(restored.value) : restored;
  });
}
