import { findConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { listAccounts } from '../../../db/queries/linked-identities.ts';
import { deleteExpiredIntents, insertIntent } from '../../../db/queries/oauth-flows.ts';
import { findUser } from '../../../db/queries/users.ts';
import { type Db, run } from '../../../db/store.ts';
import { later } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { hashToken, makeToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { IntentPurpose } from '../../rules/account/purposes.ts';
import { type Provider, providerNames } from '../../rules/sign-in/authentication-methods.ts';
import type { Guess } from '../../rules/two-factor/typed-code.ts';
import type { Context } from '../context.ts';
import { type Actor, proveIdentity } from '../sign-in/steps/reauthenticate.ts';
import { spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transact } from '../transaction-or-rollback.ts';

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
  if (!isConnected) return refuse('proof-missing');
  return succeed(await context.db.atomically((tx) => insertTrip(context, tx, owner, trip, 'prove')));
}

/**
 * Begins a round trip that shall connect a provider to the account: with fresh proof, and with a code where two-factor
 * is on. A provider is a way in that outlives the password (attack A-15).
 */
export async function beginProviderLink(
  context: Context,
  actor: Actor,
  trip: Trip & { password: string; guess: Guess | null },
): Promise<Result<string>> {
  const proof = await proveIdentity(context, actor, trip.password);
  if (!proof.ok) return proof;
  const user = await findUser(context.db, actor.userId);
  if (!user) return refuse('session-ended');
  const accounts = await listAccounts(context.db, user.id);
  if (accounts.some((account) => account.provider === trip.provider))
    return refuse('link-taken', { provider: providerNames[trip.provider] });
  const begin = function* (tx: Db) {
    return succeed(yield* insertTrip(context, tx, actor, trip, 'link'));
  };
  if (!(await findConfirmedAuthenticator(context.db, user.id))) return transact(context.db, begin);
  return trip.guess ? spendSecondFactor(context, user, trip.guess, begin) : refuse('code-empty');
}

function* insertTrip(
  { now }: Context,
  tx: Db,
  owner: Owner,
  { provider, returnTo }: Trip,
  purpose: IntentPurpose,
): Generator<PromiseLike<unknown>, string, unknown> {
  const secret = makeToken();
  yield* run(deleteExpiredIntents(tx, now));
  yield* run(
    insertIntent(tx, {
      secretHash: hashToken(secret),
      purpose,
      provider,
      returnTo,
      sessionIdHash: owner.sessionIdHash,
      createdAt: now,
      expiresAt: later(now, limits.intentLifeMs),
    }),
  );
  return secret;
}
