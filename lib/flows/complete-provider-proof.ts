import { findAccount } from '../../db/accounts.ts';
import { consumeIntent } from '../../db/intents.ts';
import { renameSession } from '../../db/sessions.ts';
import { hashToken, makeToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import { type Failure, refuse } from '../result.ts';
import { providerNames } from '../rules/methods.ts';
import type { Context } from './context.ts';
import type { ProviderIdentity } from './find-or-make-provider-account.ts';

type Returned = ProviderIdentity & {
  /** When the provider itself last asked for credentials; null where it does not say. */
  authenticatedAt: Date | null;
};

/** The way back to the page that asked, with a new session id when the proof holds. */
export type ProofOutcome = { returnTo: string; sessionId: string | null; failure: Failure<'proof-foreign' | 'proof-stale'> | null };

/**
 * Ends a round trip that was to prove who sits here. Null when there is no such intent for this session: then
 * the return is an ordinary sign-in. A provider that says when it asked for credentials (Google's auth_time)
 * must have done so lately; GitHub and Facebook cannot promise that (docs/security.md).
 */
export async function completeProviderProof(
  { db, now }: Context,
  session: { idHash: string; userId: string },
  intentSecret: string,
  returned: Returned,
): Promise<ProofOutcome | null> {
  const [intent] = await consumeIntent(db, hashToken(intentSecret), now);
  if (!intent || intent.sessionIdHash !== session.idHash || intent.provider !== returned.provider) return null;
  const { returnTo } = intent;
  const facts = { provider: providerNames[returned.provider] };
  const account = await findAccount(db, returned.provider, returned.subject);
  if (account?.userId !== session.userId) return { returnTo, sessionId: null, failure: refuse('proof-foreign', facts) };
  const isStale = returned.authenticatedAt !== null && now.getTime() - returned.authenticatedAt.getTime() > limits.freshProofMs;
  if (isStale) return { returnTo, sessionId: null, failure: refuse('proof-stale', facts) };
  const sessionId = makeToken();
  await renameSession(db, session.idHash, { idHash: hashToken(sessionId), provedAt: now });
  return { returnTo, sessionId, failure: null };
}
