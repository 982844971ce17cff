import { deleteChallengesOf } from '../../db/challenges.ts';
import { deleteOtherSessions, deleteSessionOf } from '../../db/sessions.ts';
import { run } from '../../db/store.ts';
import type { Context } from './context.ts';
import { noteEvent } from './note-event.ts';

type Owner = { userId: string; sessionIdHash: string };

/** Ends one session of the person's own. False when there is none of that name: foreign ones look the same (S-11). */
export async function endSession(context: Context, { userId }: Owner, idHash: string): Promise<boolean> {
  return context.db.atomically(function* (tx) {
    const [ended] = yield* run(deleteSessionOf(tx, userId, idHash));
    if (ended) yield* noteEvent(context, tx, { userId, kind: 'session-ended', details: [ended.browser] });
    return ended !== undefined;
  });
}

/** Ends every session but this one, and every sign-in under way. Answers how many sessions ended. */
export async function endOtherSessions(context: Context, { userId, sessionIdHash }: Owner): Promise<number> {
  return context.db.atomically(function* (tx) {
    const ended = yield* run(deleteOtherSessions(tx, userId, sessionIdHash));
    yield* run(deleteChallengesOf(tx, userId));
    yield* noteEvent(context, tx, { userId, kind: 'all-other-sessions-ended', details: [String(ended.length)] });
    return ended.length;
  });
}
