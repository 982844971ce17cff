import { consumeToken, deleteTokensOf, findToken } from '../../../db/queries/tokens.ts';
import { insertUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { generateId, hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { hashNewPassword } from '../account/steps/hash-new-password.ts';
import { isReservedAddress } from '../account/steps/reserved-address.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

/** Returns the email that an invitation is for, while it lives. Changes nothing. */
export async function readInvitation({ db, now, settings }: Context, secret: string): Promise<string | null> {
  if (settings.signup === 'closed') return null;
  return (await findToken(db, hashToken(secret), 'invitation', now))?.owner ?? null;
}

/**
 * Makes the invited account. Its email needs no other confirmation: the link came there. Creates no session: the user
 * signs in as always. Expects parsed input.
 */
export async function joinByInvitation(
  context: Context,
  secret: string,
  input: { name: string; email: string; password: string },
): Promise<Result<null>> {
  const invited = await readInvitation(context, secret);
  if (!invited) return refuse('link-dead');
  if (invited !== input.email) return refuse('invitation-foreign');
  const hashed = await hashNewPassword(input.password);
  if (!hashed.ok) return hashed;
  return transactionOrRollback(context.db, function* (tx) {
    const [consumed] = yield* query(consumeToken(tx, hashToken(secret), 'invitation', context.now));
    if (!consumed) return refuse('link-dead');
    const user = {
      id: generateId(),
      email: invited,
      name: input.name,
      passwordHash: hashed.value,
      createdAt: context.now,
      emailVerifiedAt: context.now,
    };
    const [made] = yield* query(insertUser(tx, user));
    if (!made || (yield* isReservedAddress(context, tx, invited))) return refuse('email-taken');
    yield* query(deleteTokensOf(tx, invited, 'sign-up'));
    yield* recordEvent(context, tx, { userId: made.id, kind: 'signed-up', details: { method: 'password' } });
    return succeed(null);
  });
}
