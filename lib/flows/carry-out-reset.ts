import { deleteReset, findReset } from '../../db/second-factor-resets.ts';
import { run } from '../../db/store.ts';
import { holdUser } from '../../db/users.ts';
import { endHeld } from './account/steps/end-held.ts';
import type { Context } from './context.ts';
import { noteEvent } from './note-event.ts';

/**
 * Turns the second factor of a person off whose reset is due. Called with their first factor just passed, so that an
 * account never lies open with one factor less while nobody asks for it.
 */
export async function carryOutReset(context: Context, userId: string): Promise<void> {
  const reset = await findReset(context.db, userId);
  if (!reset || reset.dueAt > context.now) return;
  await context.db.atomically(function* (tx) {
    yield* run(holdUser(tx, userId));
    const [due] = yield* run(deleteReset(tx, userId));
    // Stopped, or carried out beside us.
    if (!due) return;
    yield* endHeld(context, tx, 'second-factor-reset', { userId });
    yield* noteEvent(context, tx, { userId, kind: 'second-factor-reset', actor: due.orderedBy });
  });
}
