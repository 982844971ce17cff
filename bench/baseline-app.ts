import Database from 'better-sqlite3';
import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import { hashPassword } from '#lib/crypto/password-hash.ts';
import { codeOf, PASSWORD, type SeedUser, seedUser } from './seed-data.ts';

/** The folder of the baseline app: Next with nothing of ours. scripts/bench.mjs builds it. */
export const BASELINE = 'bench/baseline';

/** Fills a new database at `path` with users. Returns the path. */
export async function seedBaseline(path: string, people: number): Promise<string> {
  const database = new Database(path);
  database.exec(`
    create table people (email text primary key, name text not null, password_hash text not null, secret blob not null);
    create table sessions (id text primary key, email text not null, passed integer not null);
    create table peer_sessions (id text primary key, email text not null, expires_at integer not null, verified integer not null);
  `);
  const passwordHash = await hashPassword(PASSWORD);
  const insert = database.prepare('insert into people values (?, ?, ?, ?)');
  database.transaction(() => {
    for (let number = 0; number < people; number += 1) {
      const { email, name, secret } = seedUser(number);
      insert.run(email, name, passwordHash, secret);
    }
  })();
  database.close();
  return path;
}

/** Signs in to the baseline app: two posts of JSON, one page. */
export async function signInToBaseline(origin: string, person: SeedUser): Promise<NoScriptClient> {
  const browser = new NoScriptClient(origin);
  await post(browser, '/password', { email: person.email, password: PASSWORD });
  await post(browser, '/code', { code: codeOf(person) });
  const home = await browser.send('/');
  if (!home.text.includes('Hello, ')) throw new Error(`The baseline app did not sign ${person.email} in: ${home.text}`);
  return browser;
}

async function post(browser: NoScriptClient, path: string, values: Record<string, string>): Promise<void> {
  const { status } = await browser.send(path, {
    method: 'POST',
    body: JSON.stringify(values),
    headers: { 'content-type': 'application/json' },
  });
  if (status !== 200) throw new Error(`The baseline app responded ${status} at ${path}`);
}
