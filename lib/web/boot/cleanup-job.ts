import 'server-only';
import { clock } from '../../clock.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { errorMessage } from '../../error-message.ts';
import { executeDueDeletions } from '../../flows/account/execute-due-deletions.ts';
import { executeDueEmailChanges } from '../../flows/account/execute-due-email-changes.ts';
import { executeDueUndos } from '../../flows/account/steps/execute-due-undo.ts';
import { deleteExpired } from '../../flows/operations/delete-expired.ts';
import { announceDueResets } from '../../flows/two-factor/announce-due-reset.ts';
import { log } from '../../observability/log.ts';
import { store } from '../store.ts';

/** At intervals: executes what is due, deletes what has expired, announces due resets, and checkpoints SQLite's log. */
export function startCleanupJob(): void {
  setInterval(forget, limits.forgetIntervalMs).unref();
  setInterval(checkpoint, limits.checkpointIntervalMs).unref();
}

async function forget(): Promise<void> {
  try {
    const context = { db: store(), now: clock(), settings: settings(), log: log() };
    await executeDueUndos(context);
    await executeDueEmailChanges(context);
    await executeDueDeletions(context);
    await deleteExpired(context);
    await announceDueResets(context);
  } catch (error) {
    log().error(
      { event: 'housekeeping-failed', reason: errorMessage(error) },
      'what has ended was not deleted; it is tried again',
    );
  }
}

async function checkpoint(): Promise<void> {
  // Where the database doesn't answer, others report it; the next run comes soon.
  await store()
    .checkpoint()
    .catch(() => undefined);
}
