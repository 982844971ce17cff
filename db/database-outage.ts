/** SQLite: locked, full, read-only, gone, damaged. PostgreSQL: SQLSTATE classes 08, 53, 57, 25006, 55P03. Sockets. */
const CODES =
  /^(SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|PROTOCOL)|(08|53|57)...$|25006$|55P03$|E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN))/;

/**
 * Returns what kept the database from doing its work just now, whatever the statement was: the statement is fine, and
 * wrote nothing. Searches the errors that were wrapped around it; null for every other fault.
 */
export function findDatabaseOutage(error: unknown): Error | null {
  for (let inner = error; inner instanceof Error; inner = causeOf(inner)) {
    if ('code' in inner && typeof inner.code === 'string' && CODES.test(inner.code)) return inner;
  }
  return null;
}

/** next-auth keeps it one level deeper. */
function causeOf({ cause }: Error): unknown {
  return cause instanceof Error || typeof cause !== 'object' || cause === null || !('err' in cause) ? cause : cause.err;
}
