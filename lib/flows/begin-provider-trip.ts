import { listAccounts } from '../../db/accounts.ts';
import { deleteExpiredIntents, insertIntent } from '../../db/intents.ts';
import { later } from '../clock.ts';
import { hashToken, makeToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import { type Result, refuse, succeed } from '../result.ts';
import { type Provider, providerNames } from '../rules/methods.ts';
import type { IntentPurpose } from '../rules/purposes.ts';
import type { Context } from './context.ts';
import { type Actor, type ProofRefusal, proveIdentity } from './prove-identity.ts';

type Trip = { provider: Provider; returnTo: string };
type Owner = Pick<Actor, 'userId' | 'sessionIdHash'>;

/**
 * Begins a round trip to a provider that shall prove who sits here, not sign in. Answers the secret for the
 * cookie of the trip. Bound to the session, so that it means nothing in another browser.
 */
export async function beginProviderProof(
  context: Context,
  owner: Owner,
  trip: Trip,
): Promise<Result<string, 'proof-missing'>> {
  const accounts = await listAccounts(context.db, owner.userId);
  const isConnected = accounts.some((account) => account.provider === trip.provider);
  return isConnected ? succeed(await insertTrip(context, owner, trip, 'prove')) : refuse('proof-missing');
}

/** Begins a round trip that shall connect a provider to the account, with fresh proof. */
export async function beginProviderLink(
  context: Context,
  actor: Actor,
  trip: Trip & { password: string },
): Promise<Result<string, ProofRefusal | 'link-taken'>> {
  const proof = await proveIdentity(context, actor, trip.password);
  if (!proof.ok) return proof;
  const accounts = await listAccounts(context.db, actor.userId);
  if (accounts.some((account) => account.provider === trip.provider))
    return refuse('link-taken', { provider: providerNames[trip.provider] });
  return succeed(await insertTrip(context, actor, trip, 'link'));
}

async function insertTrip(
  { db, now }: Context,
  owner: Owner,
  { provider, returnTo }: Trip,
  purpose: IntentPurpose,
): Promise<string> {
  const secret = makeToken();
  await deleteExpiredIntents(db, now);
  await insertIntent(db, {
    secretHash: hashToken(secret),
    purpose,
    provider,
    returnTo,
    sessionIdHash: owner.sessionIdHash,
    createdAt: now,
    expiresAt: later(now, limits.intentLifeMs),
  });
  return secret;
}
