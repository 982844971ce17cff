import { findLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { findToken } from '../../../db/queries/tokens.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { TokenPurpose } from '../../rules/account/purposes.ts';
import { providerNames } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';
import { isStaleProof, type Returned } from './complete-provider-flow.ts';

/**
 * Completes an OAuth flow started on the page of a mailed link: checks that the identity belongs to the account the
 * link is about. Works on a locked-down account and changes nothing: the browser keeps the result, for that link only.
 */
export async function proveForLink(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { purpose, secretHash }: { purpose: TokenPurpose; secretHash: string },
  returned: Returned,
): Promise<Result<null, 'link-dead' | 'proof-foreign' | 'proof-stale'>> {
  const facts = { provider: providerNames[returned.provider] };
  const token = await findToken(db, secretHash, purpose, now);
  if (!token) return refuse('link-dead');
  const account = await findLinkedIdentity(db, returned.provider, returned.subject);
  if (account?.userId !== token.owner) return refuse('proof-foreign', facts);
  return isStaleProof(returned, now) ? refuse('proof-stale', facts) : succeed(null);
}
