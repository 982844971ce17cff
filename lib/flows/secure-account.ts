import { deleteChallengesOf } from '../../db/challenges.ts';
import { deleteOtherSessions } from '../../db/sessions.ts';
import { run } from '../../db/store.ts';
import { consumeToken } from '../../db/tokens.ts';
import { hashToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import { type Result, refuse, succeed } from '../result.ts';
import type { Context } from './context.ts';
import { issueToken } from './issue-token.ts';
import { noteEvent } from './note-event.ts';
import { stopReset } from './stop-reset.ts';

/**
 * "That was not me", from a mail: signs everyone out, stops a reset of the second factor, and answers the secret of a link to a new password. It can
 * only make things safer: the second factor stays as it is, and nobody is signed in.
 */
export async function secureAccount(context: Context, secret: string): Promise<Result<string, 'link-dead'>> {
  return context.db.atomically(function* (tx) {
    const [token] = yield* run(consumeToken(tx, hashToken(secret), 'not-me', context.now));
    if (!token) return refuse('link-dead');
    const ended = yield* run(deleteOtherSessions(tx, token.owner, ''));
    yield* run(deleteChallengesOf(tx, token.owner));
    yield* stopReset(context, tx, token.owner);
    yield* noteEvent(context, tx, {
      userId: token.owner,
      kind: 'all-other-sessions-ended',
      details: [String(ended.length)],
    });
    return succeed(
      yield* issueToken(context, tx, { purpose: 'reset-password', owner: token.owner, lifeMs: limits.resetLinkLifeMs }),
    );
  });
}
