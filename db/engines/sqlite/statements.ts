import type Database from 'better-sqlite3';

/** More than our queries; only lists of varying length add to them. */
const MOST = 300;

/**
 * Caches the compiled statements of `connection`: compiling one takes longer than most of them take to run, and a
 * sign-in runs forty. SQLite itself recompiles them after a schema change.
 */
export function keepStatements(connection: Database.Database): void {
  const kept = new Map<string, Database.Statement>();
  const prepare = connection.prepare.bind(connection);
  connection.prepare = ((sql: string) => {
    const statement = kept.get(sql) ?? prepare(sql);
    if (kept.size >= MOST) kept.clear();
    kept.set(sql, statement);
    // How rows come back is a mode of the statement, set by its last user.
    return statement.reader ? statement.raw(false) : statement;
  }) as typeof connection.prepare;
}
