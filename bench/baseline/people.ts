import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';

type Behind = { name: string; secret: Buffer; passed: 0 | 1 } | undefined;

// Opened on first use: the build loads this file too, without a database.
let opened: ReturnType<typeof open> | undefined;
function statements() {
  opened ??= open();
  return opened;
}

function open() {
  const database = new Database(process.env['BASELINE_DATABASE']);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  return {
    byEmail: database.prepare('select password_hash as passwordHash from people where email = ?'),
    insert: database.prepare('insert into sessions (id, email, passed) values (?, ?, 0)'),
    pass: database.prepare('update sessions set passed = 1 where id = ?'),
    behind: database.prepare(
      'select name, secret, passed from sessions join people on people.email = sessions.email where id = ?',
    ),
  };
}

export function findPerson(email: string): { passwordHash: string } | undefined {
  return statements().byEmail.get(email) as { passwordHash: string } | undefined;
}

export function createSession(email: string): string {
  const id = randomBytes(24).toString('base64url');
  statements().insert.run(id, email);
  return id;
}

export function secretBehind(session: string): Buffer | undefined {
  return (statements().behind.get(session) as Behind)?.secret;
}

export function markPassed(session: string): void {
  statements().pass.run(session);
}

/** The name of the user who is fully signed in. */
export function nameBehind(session: string): string | undefined {
  const found = statements().behind.get(session) as Behind;
  return found?.passed ? found.name : undefined;
}
