import { findLinkedIdentity, insertLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { consumeOAuthFlow } from '../../../db/queries/oauth-flows.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { generateId, hashToken } from '../../crypto/token.ts';
import { type Failure, type Result, refuse, succeed } from '../../result.ts';
import { providerNames } from '../../rules/sign-in/authentication-methods.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import type { SessionRef } from '../session-ref.ts';
import { rotateSessionId } from '../sign-in/steps/rotate-session-id.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import type { ProviderIdentity } from './find-or-create-provider-account.ts';

export type Returned = ProviderIdentity & {
  /** When the provider itself last asked for credentials; null where it doesn't say. */
  authenticatedAt: Date | null;
};

/** The path of the page that asked, with a new session id on success. */
export type ProviderFlowOutcome = { returnTo: string; sessionId: string | null; failure: Failure | null };

/**
 * Completes an OAuth flow that isn't a sign-in. Returns null when the flow no longer exists or belongs to another
 * session: then nothing was done, and the callback must not become a sign-in.
 */
export async function completeProviderFlow(
  context: Context,
  owner: SessionRef,
  flowSecret: string,
  returned: Returned,
): Promise<ProviderFlowOutcome | null> {
  const [flow] = await consumeOAuthFlow(context.db, hashToken(flowSecret), context.now);
  if (!flow || flow.sessionIdHash !== owner.sessionIdHash || flow.provider !== returned.provider) return null;
  const outcome =
    flow.purpose === 'prove'
      ? await reauthenticateByProvider(context, owner, returned)
      : await link(context, owner, returned);
  return outcome.ok
    ? { returnTo: flow.returnTo, sessionId: outcome.value, failure: null }
    : { returnTo: flow.returnTo, sessionId: null, failure: outcome };
}

/**
 * Checks that the identity is that of the user who is signed in. A provider that says when it asked for credentials
 * (Google's auth_time) must have done so lately; GitHub and Facebook can't promise that (docs/security.md).
 */
async function reauthenticateByProvider(
  { db, now }: Context,
  owner: SessionRef,
  returned: Returned,
): Promise<Result<string>> {
  const facts = { provider: providerNames[returned.provider] };
  const account = await findLinkedIdentity(db, returned.provider, returned.subject);
  if (account?.userId !== owner.userId) return refuse('proof-foreign', facts);
  if (isStaleProof(returned, now)) return refuse('proof-stale', facts);
  return succeed(await db.transaction((tx) => rotateSessionId(tx, owner.sessionIdHash, { reauthenticatedAt: now })));
}

/** Returns whether the provider asked for credentials too long ago for a proof. */
export function isStaleProof({ authenticatedAt }: Returned, now: Date): boolean {
  return authenticatedAt !== null && now.getTime() - authenticatedAt.getTime() > limits.reauthenticationMaxAgeMs;
}

/** Links the identity to the account, unless it belongs to another one. The user re-authenticated when the flow started. */
function link(
  context: Context,
  owner: SessionRef,
  { provider, subject, verifiedEmail }: Returned,
): Promise<Result<string>> {
  return transactionOrRollback(context.db, function* (tx) {
    const account = {
      id: generateId(),
      userId: owner.userId,
      provider,
      subject,
      email: verifiedEmail,
      createdAt: context.now,
    };
    const [made] = yield* query(insertLinkedIdentity(tx, account));
    if (!made) return refuse('link-foreign', { provider: providerNames[provider] });
    const { sessionId } = yield* endHeld(context, tx, 'provider-connected', {
      userId: owner.userId,
      sessionIdHash: owner.sessionIdHash,
    });
    yield* recordEvent(context, tx, {
      userId: owner.userId,
      kind: 'provider-connected',
      details: { provider },
      disowned: { provider, accountId: account.id },
    });
    return succeed(sessionId);
  });
}
