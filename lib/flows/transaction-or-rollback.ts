import type { Db, Store } from '../../db/store.ts';
import type { Failure, Result } from '../result.ts';

/** Runs `work` in one transaction. A refusal rolls back everything that was done before it. */
export async function transactionOrRollback<T>(
  db: Store,
  work: (tx: Db) => Generator<PromiseLike<unknown>, Result<T>, unknown>,
): Promise<Result<T>> {
  try {
    return await db.transaction(function* (tx) {
      const outcome = yield* work(tx);
      if (!outcome.ok) throw new Rollback(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Rollback) return error.failure;
    throw error;
  }
}

/** Carries the refusal out of the transaction that it rolls back. */
class Rollback extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}
