import { listRecoveryCodes } from '../../../../db/queries/recovery-codes.ts';
import { setTwoFactorSince } from '../../../../db/queries/two-factor-switch.ts';
import { lockUser, type User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { type Failure, type Result, succeed } from '../../../result.ts';
import type { SecondFactor } from '../../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { transactionOrRollback } from '../../transaction-or-rollback.ts';
import { cancelResetByUse } from '../../two-factor/steps/cancel-pending-reset.ts';
import { selectTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';

/** What was spent: the number of the recovery code, where it was one of the ten, or whose code or passkey it was. */
export type Spent = {
  method: SecondFactor;
  recoveryNumber?: number;
  authenticatorId?: string;
  passkey?: { id: string; name: string };
};

/**
 * Statements that become true together with the spending, or refuse and leave the factor unspent. `held`: the user,
 * locked.
 */
export type Alongside<T> = (
  db: Db,
  spent: Spent,
  held: User | undefined,
) => Generator<PromiseLike<unknown>, Result<T>, unknown>;

/** Claims what was shown, inside the transaction: of several at once one succeeds. */
export type Claim = { spent: Spent; claim: (db: Db) => Generator<PromiseLike<unknown>, Result<null>, unknown> };

/** Spends a second factor and does what it was shown for, in one transaction. */
export function settleSecondFactor<T>(
  context: Context,
  userId: string,
  { spent, claim }: Claim,
  alongside: Alongside<T>,
): Promise<Result<T>> {
  return transactionOrRollback(context.db, function* (db) {
    const [held] = yield* query(lockUser(db, userId));
    const claimed = yield* claim(db);
    if (!claimed.ok) return claimed;
    // Asked for because of a confirmed authenticator alone: from here on the switch says so too.
    if (held && !held.twoFactorSince)
      yield* query(setTwoFactorSince(db, userId, yield* selectTwoFactorSince(db, userId)));
    yield* cancelResetByUse(context, db, userId, spent);
    if (spent.recoveryNumber) {
      const left = (yield* query(listRecoveryCodes(db, userId))).filter((code) => code.usedAt === null).length;
      yield* recordEvent(context, db, {
        userId,
        kind: 'recovery-code-used',
        details: { number: spent.recoveryNumber, left },
      });
    }
    if (spent.method === 'bypass-code') yield* recordEvent(context, db, { userId, kind: 'bypass-code-used' });
    return yield* alongside(db, spent, held);
  });
}

/** A claim that is one statement: no row comes back where there was nothing left to claim. */
export function claimRow(statement: (db: Db) => PromiseLike<unknown[]>, lost: Failure): Claim['claim'] {
  return function* (db) {
    const [row] = yield* query(statement(db));
    return row === undefined ? lost : succeed(null);
  };
}
