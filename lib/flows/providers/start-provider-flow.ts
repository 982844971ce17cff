import { findConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { deleteExpiredOAuthFlows, insertOAuthFlow } from '../../../db/queries/oauth-flows.ts';
import { findUser } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateToken, hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { OAuthFlowPurpose } from '../../rules/account/purposes.ts';
import { type Provider, providerNames } from '../../rules/sign-in/authentication-methods.ts';
import type { SubmittedCode } from '../../rules/two-factor/typed-code.ts';
import type { Context } from '../context.ts';
import { type Actor, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

type Trip = { provider: Provider; returnTo: string };
type Owner = Pick<Actor, 'userId' | 'sessionIdHash'>;

/**
 * Begins a round trip to a provider that shall prove who sits here, not sign in. Answers the secret for the
 * cookie of the trip. Bound to the session, so that it means nothing in another browser.
 */
export async function startProviderReauthentication(
  context: Context,
  owner: Owner,
  trip: Trip,
): Promise<Result<string, 'proof-missing'>> {
  const accounts = await listLinkedIdentities(context.db, owner.userId);
  const isConnected = accounts.some((account) => account.provider === trip.provider);
  if (!isConnected) return refuse('proof-missing');
  return succeed(await context.db.transaction((tx) => insertTrip(context, tx, owner, trip, 'prove')));
}

/**
 * Begins a round trip that shall connect a provider to the account: with fresh proof, and with a code where two-factor
 * is on. A provider is a way in that outlives the password (attack A-15).
 */
export async function startProviderLink(
  context: Context,
  actor: Actor,
  trip: Trip & { password: string; guess: SubmittedCode | null },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, trip.password);
  if (!proof.ok) return proof;
  const user = await findUser(context.db, actor.userId);
  if (!user) return refuse('session-ended');
  const accounts = await listLinkedIdentities(context.db, user.id);
  if (accounts.some((account) => account.provider === trip.provider))
    return refuse('link-taken', { provider: providerNames[trip.provider] });
  const begin = function* (tx: Db) {
    return succeed(yield* insertTrip(context, tx, actor, trip, 'link'));
  };
  if (!(await findConfirmedAuthenticator(context.db, user.id))) return transactionOrRollback(context.db, begin);
  return trip.guess ? spendSecondFactor(context, user, trip.guess, begin) : refuse('code-empty');
}

function* insertTrip(
  { now }: Context,
  tx: Db,
  owner: Owner,
  { provider, returnTo }: Trip,
  purpose: OAuthFlowPurpose,
): Generator<PromiseLike<unknown>, string, unknown> {
  const secret = generateToken();
  yield* query(deleteExpiredOAuthFlows(tx, now));
  yield* query(
    insertOAuthFlow(tx, {
      secretHash: hashToken(secret),
      purpose,
      provider,
      returnTo,
      sessionIdHash: owner.sessionIdHash,
      createdAt: now,
      expiresAt: addMs(now, limits.oauthFlowLifeMs),
    }),
  );
  return secret;
}
