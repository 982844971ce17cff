import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateChallenge } from '../../crypto/ceremony.ts';
import { hashToken } from '../../crypto/token.ts';
import { signInOptions } from '../../crypto/webauthn.ts';
import type { Result } from '../../result.ts';
import { relyingParty } from '../../rules/two-factor/relying-party.ts';
import type { Context } from '../context.ts';
import { proveOwner } from '../sign-in/steps/prove-owner.ts';
import type { Alongside } from '../sign-in/steps/settle-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { cancelResetByUse } from '../two-factor/steps/cancel-pending-reset.ts';

/** Bound to the mailed link: what was signed for one dispute settles no other, and signs no one in. */
const ceremonyOf = (link: string) => ({ purpose: 'dispute', binding: hashToken(link) }) as const;

/**
 * Returns what a browser needs to show a passkey on the page of the mailed link `link`; null where there are none here.
 * Names no passkey: whoever holds the link may be the wrong one, and would learn what the account has (attack W-44).
 */
export async function beginDisputePasskey(
  { now, settings }: Pick<Context, 'now' | 'settings'>,
  link: string,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const party = relyingParty(settings);
  const life = limits.passkeyProofLifeMs;
  return (
    party && signInOptions(party, generateChallenge(ceremonyOf(link), addMs(now, life), settings.authSecrets), life)
  );
}

/**
 * Spends a passkey of the account on the page of a mailed link, then settles the dispute with it. A refused dispute
 * costs no more than another press. As any use of the second factor, it cancels a scheduled reset where it is old enough.
 */
export async function disputeByPasskey<T>(
  context: Context,
  user: { id: string; email: string },
  { assertion, link }: { assertion: string; link: string },
  settle: Alongside<T>,
): Promise<Result<T>> {
  const used = await proveOwner(context, user, { assertion, ceremony: ceremonyOf(link), isUserKnown: false });
  if (!used.ok) return used;
  const spent = { method: 'passkey', passkey: used.value.proven } as const;
  return transactionOrRollback(context.db, function* (tx) {
    const [held] = yield* query(lockUser(tx, user.id));
    yield* cancelResetByUse(context, tx, user.id, spent);
    return yield* settle(tx, spent, held);
  });
}
