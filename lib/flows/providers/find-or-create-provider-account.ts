import { findLinkedIdentity, insertLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { deleteTokensOf } from '../../../db/queries/tokens.ts';
import { findUserByEmail, insertUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { generateId } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { nameFromEmail, parseName } from '../../rules/account/display-name.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import { refuseSignUp } from '../../rules/account/sign-up-policy.ts';
import { type Provider, providerNames } from '../../rules/sign-in/authentication-methods.ts';
import { isReservedAddress } from '../account/steps/reserved-address.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { isInvited } from '../sign-up/steps/is-invited.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

/** What a provider says about a user. `verifiedEmail` is null unless the provider confirmed the email. */
export type ProviderIdentity = {
  provider: Provider;
  subject: string;
  verifiedEmail: string | null;
  name: string | null;
  /** The organisation that manages the account there (Google's `hd`). */
  hostedDomain?: string | null;
};

/**
 * Returns the account behind a provider's identity, and creates it when it is new. The identity is (provider, subject):
 * an email, even a confirmed one, never links to an existing account (pre-hijacking; attacks O-05 to O-11).
 */
export async function findOrCreateProviderAccount(
  context: Context,
  identity: ProviderIdentity,
): Promise<Result<{ userId: string }>> {
  const { db, now, settings } = context;
  const facts = { provider: providerNames[identity.provider] };
  const known = await findLinkedIdentity(db, identity.provider, identity.subject);
  if (known) return succeed({ userId: known.userId });
  const email = identity.verifiedEmail && canonicalEmail(identity.verifiedEmail);
  if (!email) return refuse('provider-no-email', facts);
  if (await findUserByEmail(db, email)) return refuse('provider-address-known', facts);
  const refusal = refuseSignUp(settings, email, identity.hostedDomain);
  if (refusal && (settings.signup === 'closed' || !(await isInvited(context, email)))) return refusal;

  const name = parseName(identity.name ?? '');
  const userId = generateId();
  return transactionOrRollback(db, function* (tx) {
    const user = {
      id: userId,
      email,
      name: name.ok ? name.value : nameFromEmail(email),
      passwordHash: null,
      createdAt: now,
      // Facebook doesn't say whether it has ever asked there.
      emailVerifiedAt: identity.provider === 'facebook' ? null : now,
    };
    const [made] = yield* query(insertUser(tx, user));
    if (!made || (yield* isReservedAddress(context, tx, email))) return refuse('provider-address-known', facts);
    const [linked] = yield* query(
      insertLinkedIdentity(tx, {
        id: generateId(),
        userId,
        provider: identity.provider,
        subject: identity.subject,
        email,
        createdAt: now,
      }),
    );
    // Another callback of the same identity was first: this account must not stay without a way in.
    if (!linked) return refuse('provider-address-known', facts);
    yield* query(deleteTokensOf(tx, email, 'invitation'));
    yield* query(deleteTokensOf(tx, email, 'sign-up'));
    yield* recordEvent(context, tx, { userId, kind: 'signed-up', details: { method: identity.provider } });
    return succeed({ userId });
  });
}
