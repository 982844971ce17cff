import { deleteReset } from '../../db/second-factor-resets.ts';
import { type Db, run } from '../../db/store.ts';
import type { Context } from './context.ts';
import { noteEvent } from './note-event.ts';

/** Takes back a reset of the second factor that an administrator ordered, if there is one. Only makes things safer. */
export function* stopReset(context: Context, db: Db, userId: string) {
  const [stopped] = yield* run(deleteReset(db, userId));
  if (stopped) yield* noteEvent(context, db, { userId, kind: 'second-factor-reset-stopped' });
  return stopped !== undefined;
}
