import { listLinkedIdentities, unlinkIdentity } from '../../../db/queries/linked-identities.ts';
import { deletePasskey, demotePasskey, listPasskeys, type Passkey } from '../../../db/queries/passkeys.ts';
import { consumeToken, findToken, type Token } from '../../../db/queries/tokens.ts';
import { selectUser } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Removed } from '../../mail/link-mails.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { type Provider, providerNames } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';
import { type Disowned, tokenPayload } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import { lockDown } from './steps/lock-down.ts';
import { passkeysThatStay } from './steps/unticked-passkeys.ts';

/** What the mail was about and its link takes away, while it is still there. */
type Named =
  | { provider: Provider }
  /** `stays`: it guards two-factor that a mailbox may not take away, and stays as a security key. */
  | { passkey: { id: string; name: string; kind: Passkey['kind']; stays: boolean } };

/** Returns what a "Not you?" link will do, for its page; null when the link is dead. Changes nothing. */
export async function readNotMe(
  context: Context,
  secret: string,
): Promise<{ email: string; removed: Removed | null } | null> {
  const token = await findToken(context.db, hashToken(secret), 'not-me', context.now);
  if (!token) return null;
  return context.db.transaction(function* (tx) {
    const [user] = yield* query(selectUser(tx, token.owner));
    return user ? { email: user.email, removed: inWords(yield* disownedBy(context, tx, token)) } : null;
  });
}

/**
 * "Not you?", from a mail: locks the account down, and takes away the provider or passkey that the mail was about. It
 * can only make things safer: it creates no session and leads to no page for a new password (a new mail does), and the
 * second factor stays as it is. Returns the email that the mail went to.
 */
export async function secureAccount(context: Context, secret: string): Promise<Result<string, 'link-dead'>> {
  return context.db.transaction(function* (tx: Db) {
    const [token] = yield* query(consumeToken(tx, hashToken(secret), 'not-me', context.now));
    const [user] = token ? yield* query(selectUser(tx, token.owner)) : [];
    if (!token || !user) return refuse('link-dead');
    const disowned = yield* disownedBy(context, tx, token);
    yield* lockDown(context, tx, user, 'not-me-link', { removed: inWords(disowned) });
    yield* recordEvent(context, tx, { userId: user.id, kind: 'locked-down' });
    if (disowned) yield* takeAway(context, tx, user.id, disowned);
    return succeed(user.email);
  });
}

/** The mail of the lock-down tells of it. */
function* takeAway(context: Context, tx: Db, userId: string, disowned: Named) {
  if ('provider' in disowned) {
    const { provider } = disowned;
    yield* query(unlinkIdentity(tx, userId, provider));
    const details = { provider };
    yield* recordEvent(context, tx, { userId, kind: 'provider-disconnected', details, isToldByFlow: true });
  } else {
    const { id, name, kind, stays } = disowned.passkey;
    if (stays) yield* query(demotePasskey(tx, userId, id));
    else yield* query(deletePasskey(tx, userId, id));
    const gone = kind === 'passkey' ? 'passkey-removed' : 'security-key-removed';
    const what = stays ? 'passkey-demoted' : gone;
    yield* recordEvent(context, tx, { userId, kind: what, details: { name }, isToldByFlow: true });
  }
}

/** The linked identity or passkey that the mail was about, while it is the same one. */
function* disownedBy(context: Context, tx: Db, token: Token): Generator<PromiseLike<unknown>, Named | null, unknown> {
  const disowned = tokenPayload<Disowned>(context, token);
  if (!disowned) return null;
  if ('passkeyId' in disowned) {
    const passkey = (yield* query(listPasskeys(tx, token.owner))).find(({ id }) => id === disowned.passkeyId);
    if (!passkey) return null;
    const stays = (yield* passkeysThatStay(context, tx, token.owner, null)).includes(passkey.id);
    // A security key that has to stay is what it was.
    return stays && passkey.kind === 'security-key' ? null : { passkey: { ...passkey, stays } };
  }
  const identity = (yield* query(listLinkedIdentities(tx, token.owner))).find(({ id }) => id === disowned.accountId);
  return identity ? { provider: identity.provider } : null;
}

function inWords(disowned: Named | null): Removed | null {
  if (!disowned) return null;
  return 'provider' in disowned ? { provider: providerNames[disowned.provider] } : { passkey: disowned.passkey.name };
}
