import { createHash } from 'node:crypto';
import { listUsersWithEvent } from '../../../db/queries/security-events.ts';
import { lockAdmins, lockUsers, selectUsers } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { type BulkAct, shownState, type WhyLeftOut, whyLeftOut } from '../../rules/account/bulk-act.ts';
import type { Context } from '../context.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { disableAccountIn, revokeAllSessionsIn } from './account-status.ts';
import type { AdminAction } from './admin-flow.ts';
import { remindIn } from './remind-two-factor.ts';
import { scheduleDeletionIn } from './schedule-deletion.ts';

/** Someone chosen, as they were when they were shown. `state` tells whether they have changed since. */
export type ChosenPerson = { id: string; email: string; state: string };
export type Selection = {
  affected: (ChosenPerson & { name: string })[];
  leftOut: { id: string; name: string; email: string; why: WhyLeftOut }[];
  /** How many of those chosen have no account any more. */
  gone: number;
};

type Step = (
  context: Context,
  tx: Db,
  action: AdminAction,
) => Generator<PromiseLike<unknown>, Result<unknown>, unknown>;

const steps: Readonly<Record<BulkAct, Step>> = {
  remind: remindIn,
  'sign-out': revokeAllSessionsIn,
  disable: disableAccountIn,
  delete: scheduleDeletionIn,
};

/** Returns whom an act would be about of those chosen, by name, and whom it leaves out. */
export async function describeSelection(
  { db, now }: Pick<Context, 'db' | 'now'>,
  act: BulkAct,
  chosen: readonly string[],
  by: string,
): Promise<Selection> {
  const ids = [...new Set(chosen)];
  const selection: Selection = { affected: [], leftOut: [], gone: ids.length };
  if (ids.length === 0 || ids.length > limits.peopleAtOnce) return selection;
  const reminded =
    act === 'remind'
      ? await listUsersWithEvent(db, 'two-factor-reminded', addMs(now, -limits.reminderIntervalMs), ids)
      : new Set<string>();
  for (const user of await selectUsers(db, ids)) {
    const { id, name, email } = user;
    const why = whyLeftOut(act, user, { by, isReminded: reminded.has(id) });
    selection.gone -= 1;
    if (why) selection.leftOut.push({ id, name, email, why });
    else selection.affected.push({ id, name, email, state: stateOf(user) });
  }
  return selection;
}

/**
 * Does to each of these people what is done to one, in one transaction: all of them, or nobody. Where some have changed
 * or were deleted since they were shown, they are named and nothing is done. Who needs no reminder by now gets none.
 * Returns how many there were.
 */
export async function actOnMany(
  context: Context,
  act: BulkAct,
  chosen: readonly ChosenPerson[],
  order: { reason: string; by: string },
): Promise<Result<number>> {
  const ids = [...new Set(chosen.map(({ id }) => id))];
  if (ids.length === 0) return refuse('people-none');
  if (ids.length > limits.peopleAtOnce) return refuse('people-many', { count: ids.length });
  if (ids.includes(order.by)) return refuse('on-oneself');
  return transactionOrRollback(context.db, function* (tx) {
    // As acts on one person lock them: administrators first.
    yield* query(lockAdmins(tx));
    const users = yield* query(lockUsers(tx, ids));
    const states = new Map(users.map((user) => [user.id, stateOf(user)]));
    const changed = chosen.filter(({ id, state }) => states.get(id) !== state);
    if (changed.length > 0) return refuse('people-changed', { emails: changed.map(({ email }) => email).join(', ') });
    let count = 0;
    for (const { id: userId } of users) {
      const done = yield* steps[act](context, tx, { ...order, userId });
      if (done.ok) count += 1;
      // Set up, or reminded by someone else: what was wanted is so.
      else if (act !== 'remind') return done;
    }
    return succeed(count);
  });
}

function stateOf(user: Parameters<typeof shownState>[0]): string {
  return createHash('sha256').update(shownState(user)).digest('base64url').slice(0, 16);
}
