import { listAccounts } from '../../db/accounts.ts';
import { deleteExpiredIntents, insertIntent } from '../../db/intents.ts';
import { later } from '../clock.ts';
import { hashToken, makeToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import { type Result, refuse, succeed } from '../result.ts';
import type { Provider } from '../rules/methods.ts';
import type { Context } from './context.ts';

/**
 * Begins a round trip to a provider that shall prove who sits here, not sign in. Answers the secret for the
 * intent cookie. Bound to the session, so that it means nothing in another browser.
 */
export async function beginProviderProof(
  { db, now }: Context,
  session: { idHash: string; userId: string },
  proof: { provider: Provider; returnTo: string },
): Promise<Result<string, 'proof-missing'>> {
  const accounts = await listAccounts(db, session.userId);
  if (!accounts.some((account) => account.provider === proof.provider)) return refuse('proof-missing');
  const secret = makeToken();
  await deleteExpiredIntents(db, now);
  await insertIntent(db, {
    secretHash: hashToken(secret),
    purpose: 'prove',
    ...proof,
    sessionIdHash: session.idHash,
    createdAt: now,
    expiresAt: later(now, limits.intentLifeMs),
  });
  return succeed(secret);
}
