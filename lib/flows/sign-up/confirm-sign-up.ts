import { deleteTokensOf, selectToken } from '../../../db/queries/tokens.ts';
import { insertUser } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { generateId, hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { hashNewPassword } from '../account/steps/hash-new-password.ts';
import { isReservedAddress } from '../account/steps/reserved-address.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { type PendingSignUp, pendingSignUps } from './steps/pending-sign-up.ts';

/** What a page asks before the account is made: nothing in the browser that signed up. */
export type Confirmation = { email: string; isOwnBrowser: boolean };

/** Returns what a link confirms, while it lives. Changes nothing. */
export async function readSignUp(context: Context, secret: string): Promise<Confirmation | null> {
  const found = await context.db.transaction((tx) => openedSignUp(context, tx, secret));
  return found && { email: found.opened.email, isOwnBrowser: found.own !== null };
}

/**
 * Makes the account that waited for its email to be confirmed. The link proves the mailbox and no more: the browser
 * decides whose name and password the account gets. The one that signed up gets its own, with any link to the email;
 * another one has to choose them (`chosen`), or a stranger who signed up with the email would own the account that its
 * owner confirms (attack A-05). Creates no session. Returns the email. Expects a name and a password that passed the
 * rules.
 */
export async function confirmSignUp(
  context: Context,
  secret: string,
  chosen: { name: string; password: string } | null,
): Promise<Result<string>> {
  const hashed = chosen && (await hashNewPassword(chosen.password));
  if (hashed && !hashed.ok) return hashed;
  return transactionOrRollback(context.db, function* (tx) {
    const found = yield* openedSignUp(context, tx, secret);
    if (!found) return refuse('link-dead');
    const { email } = found.opened;
    const account = chosen && hashed ? { name: chosen.name, passwordHash: hashed.value } : found.own;
    if (!account) return refuse('password-empty');
    // The account is made: other links for this email, and invitations, have nothing left to make.
    yield* query(deleteTokensOf(tx, email, 'sign-up'));
    yield* query(deleteTokensOf(tx, email, 'invitation'));
    const { name, passwordHash: hash } = account;
    const [made] = yield* query(
      insertUser(tx, {
        ...{ id: generateId(), email, name, passwordHash: hash },
        createdAt: context.now,
        emailVerifiedAt: context.now,
      }),
    );
    // Taken since, e.g. by a sign-in with a provider: that account is the owner's, and this one isn't needed.
    if (made && (yield* isReservedAddress(context, tx, email))) return refuse('link-dead');
    if (made) yield* recordEvent(context, tx, { userId: made.id, kind: 'signed-up', details: { method: 'password' } });
    return succeed(email);
  });
}

function* openedSignUp(context: Context, tx: Db, secret: string) {
  const [token] = yield* query(selectToken(tx, hashToken(secret), 'sign-up', context.now));
  if (!token) return null;
  const all = yield* pendingSignUps(context, tx, token.owner);
  const opened = all.find(({ secretHash }) => secretHash === token.secretHash)?.pending;
  if (!opened) return null;
  const own: PendingSignUp | null = all.find(({ isOwn }) => isOwn)?.pending ?? null;
  return { opened, own };
}
