import { insertUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { generateId } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { refuseSignUp, type SignUpRefusal } from '../../rules/account/sign-up-policy.ts';
import { signUpCounters } from '../../rules/sign-in/rate-limit.ts';
import { hashNewPassword } from '../account/steps/hash-new-password.ts';
import { isReservedAddress } from '../account/steps/reserved-address.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { consumeAll } from '../sign-in/steps/consume-attempt.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

type NewAccount = { name: string; email: string; password: string };

/**
 * Makes an account with a password. A taken email is answered exactly like a free one, in the same time, and the
 * existing account stays as it is: sign-up must not tell who has an account (ASVS 6.3.8). Expects parsed input:
 * canonical email, a password that passed the policy.
 */
export async function signUp(
  context: Context,
  input: NewAccount,
): Promise<Result<null, SignUpRefusal['code'] | 'too-many-attempts' | 'busy'>> {
  const refusal = refuseSignUp(context.settings, input.email);
  if (refusal) return refusal;
  const counted = await consumeAll(context, signUpCounters(context.client.ipAddress));
  if (!counted.ok) return counted;
  const hashed = await hashNewPassword(input.password);
  if (!hashed.ok) return hashed;
  // A taken or reserved email makes nothing, and is answered alike.
  await transactionOrRollback(context.db, function* (tx) {
    const user = {
      id: generateId(),
      email: input.email,
      name: input.name,
      passwordHash: hashed.value,
      createdAt: context.now,
    };
    const [made] = yield* query(insertUser(tx, user));
    if (!made || (yield* isReservedAddress(context, tx, input.email))) return refuse('email-taken');
    yield* recordEvent(context, tx, { userId: made.id, kind: 'signed-up', details: { method: 'password' } });
    return succeed(null);
  });
  return succeed(null);
}
