import { setTimeout as sleep } from 'node:timers/promises';
import { DrizzleQueryError } from 'drizzle-orm';
import { NodePgSession } from 'drizzle-orm/node-postgres';
import type { PreparedQueryConfig } from 'drizzle-orm/pg-core';
import { DatabaseError } from 'pg';

/**
 * Serialization failure, deadlock, unique violation: two transactions collided, and the server rolled this one back.
 * The next try sees what the other did (a condition such as "unless the email is taken" couldn't see it before).
 */
const TRY_AGAIN = new Set(['40001', '40P01', '23505']);
const MOST_TRIES = 5;

/** Runs `work`, and again when the server rolled it back in favour of another transaction. */
export async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof DatabaseError && TRY_AGAIN.has(error.code ?? ''))) throw error;
      await sleep(tries * 20);
    }
  }
}

/** drizzle's session, with errors that may be logged. */
export class PlainSession extends NodePgSession<Record<string, never>, Record<string, never>> {
  override prepareQuery<T extends PreparedQueryConfig>(
    ...args: Parameters<NodePgSession<never, never>['prepareQuery']>
  ) {
    const prepared = super.prepareQuery<T>(...args);
    const execute = prepared.execute.bind(prepared);
    prepared.execute = (values) => execute(values).catch(throwSanitized);
    return prepared;
  }
}

/** As `PlainSession`, for statements that are transactions of their own. */
export class PersistentSession extends PlainSession {
  override prepareQuery<T extends PreparedQueryConfig>(
    ...args: Parameters<NodePgSession<never, never>['prepareQuery']>
  ) {
    const prepared = super.prepareQuery<T>(...args);
    const execute = prepared.execute.bind(prepared);
    prepared.execute = (values) => retryOnConflict(() => execute(values));
    return prepared;
  }
}

/** Matches what the driver says, in words alone, of a connection that broke, never answered or never came about. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when|Query read timeout)/;
/** SQLSTATE: connection failure. */
const CONNECTION_FAILURE = '08006';

/**
 * Throws what was wrong without the values of the statement: drizzle quotes them all in its message, the server in its
 * details, and hashes and sealed secrets belong in no log.
 */
export function throwSanitized(error: unknown): never {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (cause instanceof DatabaseError) cause.detail = cause.where = cause.internalQuery = undefined;
  // Every address of the host was tried, and the error that holds them all has no message of its own.
  if (cause instanceof AggregateError && !cause.message) cause.message = cause.errors.map(String).join('; ');
  if (cause instanceof Error && !('code' in cause) && BROKEN.test(cause.message))
    Object.assign(cause, { code: CONNECTION_FAILURE });
  throw cause;
}
