import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { deleteExpiredOAuthFlows, insertOAuthFlow } from '../../../db/queries/oauth-flows.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateToken, hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { OAuthFlowPurpose } from '../../rules/account/purposes.ts';
import { type Provider, providerNames } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';
import type { SessionRef } from '../session-ref.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { findTwoFactorSince } from '../two-factor/steps/two-factor-since.ts';

type FlowRequest = { provider: Provider; returnTo: string };

/**
 * Starts an OAuth flow that re-authenticates the user instead of signing in. Returns the secret for the flow's cookie.
 * Bound to the session, so that it's worthless in another browser.
 */
export async function startProviderReauthentication(
  context: Context,
  owner: SessionRef,
  request: FlowRequest,
): Promise<Result<string, 'proof-missing'>> {
  const accounts = await listLinkedIdentities(context.db, owner.userId);
  const isConnected = accounts.some((account) => account.provider === request.provider);
  if (!isConnected) return refuse('proof-missing');
  return succeed(await context.db.transaction((tx) => insertFlow(context, tx, owner, request, 'prove')));
}

/**
 * Starts an OAuth flow that links a provider to the account. Requires re-authentication, and a code where two-factor is
 * on: a provider is a way to sign in that outlives the password (attack A-15).
 */
export async function startProviderLink(
  context: Context,
  actor: CurrentSession,
  request: FlowRequest & { password: string; submittedCode: SubmittedFactor | null },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, request.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  const accounts = await listLinkedIdentities(context.db, user.id);
  if (accounts.some((account) => account.provider === request.provider))
    return refuse('link-taken', { provider: providerNames[request.provider] });
  const begin = function* (tx: Db) {
    return succeed(yield* insertFlow(context, tx, actor, request, 'link'));
  };
  if (!(await findTwoFactorSince(context.db, user.id))) return transactionOrRollback(context.db, begin);
  return request.submittedCode ? spendSecondFactor(context, user, request.submittedCode, begin) : refuse('code-empty');
}

function* insertFlow(
  { now }: Context,
  tx: Db,
  owner: SessionRef,
  { provider, returnTo }: FlowRequest,
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
