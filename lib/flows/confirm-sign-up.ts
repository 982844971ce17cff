import { run } from '../../db/store.ts';
import { consumeToken } from '../../db/tokens.ts';
import { insertUser } from '../../db/users.ts';
import { hashToken, makeId } from '../crypto/token.ts';
import { type Result, refuse, succeed } from '../result.ts';
import type { Context } from './context.ts';
import { tokenPayload } from './issue-token.ts';
import { noteEvent } from './note-event.ts';
import type { PendingSignUp } from './request-sign-up.ts';

/** Makes the account that a confirmed address was waiting for. Signs nobody in. Answers the address. */
export async function confirmSignUp(context: Context, secret: string): Promise<Result<string, 'link-dead'>> {
  return context.db.atomically(function* (tx) {
    const [token] = yield* run(consumeToken(tx, hashToken(secret), 'sign-up', context.now));
    const pending = token && tokenPayload<PendingSignUp>(context, token);
    if (!pending) return refuse('link-dead');
    const [made] = yield* run(insertUser(tx, { id: makeId(), ...pending, createdAt: context.now }));
    // Taken meanwhile, e.g. by a provider sign-in: that account is the owner's, and this one is not needed.
    if (made) yield* noteEvent(context, tx, { userId: made.id, kind: 'signed-up', details: ['password'] });
    return succeed(pending.email);
  });
}
