import { createHash, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { cookies } from 'next/headers';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIFE_MS = 30 * DAY_MS;

export type Person = { email: string; name: string; passwordHash: string; secret: Buffer };
export type Session = { id: string; expiresAt: number; isVerified: 0 | 1; email: string; name: string; secret: Buffer };

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
    byEmail: database.prepare('select email, name, password_hash as passwordHash, secret from people where email = ?'),
    insert: database.prepare('insert into peer_sessions (id, email, expires_at, verified) values (?, ?, ?, 0)'),
    verify: database.prepare('update peer_sessions set verified = 1 where id = ?'),
    extend: database.prepare('update peer_sessions set expires_at = ? where id = ?'),
    end: database.prepare('delete from peer_sessions where id = ?'),
    find: database.prepare(
      `select peer_sessions.id, expires_at as expiresAt, verified as isVerified, people.email, name, secret
       from peer_sessions join people on people.email = peer_sessions.email where peer_sessions.id = ?`,
    ),
  };
}

const hashed = (token: string) => createHash('sha256').update(token).digest('hex');

export function findPerson(email: string): Person | undefined {
  return statements().byEmail.get(email) as Person | undefined;
}

/** Opens a session that has passed the password only, and gives the browser its token: the table keeps the hash. */
export async function openSession(email: string): Promise<void> {
  const token = randomBytes(20).toString('base64url');
  const expiresAt = Date.now() + LIFE_MS;
  statements().insert.run(hashed(token), email, expiresAt);
  (await cookies()).set('session', token, { httpOnly: true, path: '/', sameSite: 'lax', expires: new Date(expiresAt) });
}

export function markVerified(id: string): void {
  statements().verify.run(id);
}

/** Returns the session of this request; ends one that is over, and extends one in the second half of its life. */
export async function currentSession(): Promise<Session | null> {
  const token = (await cookies()).get('session')?.value;
  if (!token) return null;
  const session = statements().find.get(hashed(token)) as Session | undefined;
  if (!session) return null;
  const now = Date.now();
  if (now >= session.expiresAt) {
    statements().end.run(session.id);
    return null;
  }
  if (now >= session.expiresAt - LIFE_MS / 2) statements().extend.run(now + LIFE_MS, session.id);
  return session;
}
