import { listLinkedIdentities, unlinkIdentity } from '../../../db/queries/linked-identities.ts';
import { consumeToken, findToken, type Token } from '../../../db/queries/tokens.ts';
import { selectUser } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';
import { type Disowned, tokenPayload } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import { lockDown } from './steps/lock-down.ts';

/** Returns what a "Not you?" link will do, for its page; null when the link is dead. Changes nothing. */
export async function readNotMe(
  context: Context,
  secret: string,
): Promise<{ email: string; provider: Provider | null } | null> {
  const token = await findToken(context.db, hashToken(secret), 'not-me', context.now);
  const [user] = token ? await selectUser(context.db, token.owner) : [];
  if (!token || !user) return null;
  const connected = disownedAmong(context, token, await listLinkedIdentities(context.db, user.id));
  return { email: user.email, provider: connected?.provider ?? null };
}

/**
 * "Not you?", from a mail: locks the account down, and disconnects the provider that the mail was about. It can only
 * make things safer: it creates no session and leads to no page for a new password (a new mail does), and the second
 * factor stays as it is. Returns the email that the mail went to.
 */
export async function secureAccount(context: Context, secret: string): Promise<Result<string, 'link-dead'>> {
  return context.db.transaction(function* (tx: Db) {
    const [token] = yield* query(consumeToken(tx, hashToken(secret), 'not-me', context.now));
    const [user] = token ? yield* query(selectUser(tx, token.owner)) : [];
    if (!token || !user) return refuse('link-dead');
    const connected = disownedAmong(context, token, yield* query(listLinkedIdentities(tx, user.id)));
    yield* lockDown(context, tx, user, 'not-me-link', { disconnected: connected?.provider ?? null });
    yield* recordEvent(context, tx, { userId: user.id, kind: 'locked-down' });
    if (connected) {
      yield* query(unlinkIdentity(tx, user.id, connected.provider));
      yield* recordEvent(context, tx, {
        userId: user.id,
        kind: 'provider-disconnected',
        details: { provider: connected.provider },
        isToldByFlow: true,
      });
    }
    return succeed(user.email);
  });
}

/** The linked identity that the mail was about, while it is the same one. */
function disownedAmong(context: Context, token: Token, accounts: { id: string; provider: Provider }[]) {
  const disowned = tokenPayload<Disowned>(context, token);
  return accounts.find(({ id }) => id === disowned?.accountId) ?? null;
}
