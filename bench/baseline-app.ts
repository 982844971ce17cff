import Database from 'better-sqlite3';
import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import { hashPassword } from '#lib/crypto/password-hash.ts';
import { codeOf, PASSWORD, type Someone, someone } from './seed-data.ts';

/** Where the app of the floor lies: Next with nothing of ours. scripts/bench.mjs builds it. */
export const FLOOR = 'bench/baseline';

/** Fills a database of its own, at `path`, with people. Answers the path. */
export async function seedFloor(path: string, people: number): Promise<string> {
  const database = new Database(path);
  database.exec(`
    create table people (email text primary key, name text not null, password_hash text not null, secret blob not null);
    create table sessions (id text primary key, email text not null, passed integer not null);
  `);
  const passwordHash = await hashPassword(PASSWORD);
  const insert = database.prepare('insert into people values (?, ?, ?, ?)');
  database.transaction(() => {
    for (let number = 0; number < people; number += 1) {
      const { email, name, secret } = someone(number);
      insert.run(email, name, passwordHash, secret);
    }
  })();
  database.close();
  return path;
}

/** A whole sign-in at the floor: two posts of JSON, one page. */
export async function signInAtFloor(origin: string, person: Someone): Promise<NoScriptClient> {
  const browser = new NoScriptClient(origin);
  await post(browser, '/password', { email: person.email, password: PASSWORD });
  await post(browser, '/code', { code: codeOf(person) });
  const home = await browser.send('/');
  if (!home.text.includes('Hello, ')) throw new Error(`The floor did not let ${person.email} in: ${home.text}`);
  return browser;
}

async function post(browser: NoScriptClient, path: string, values: Record<string, string>): Promise<void> {
  const { status } = await browser.send(path, {
    method: 'POST',
    body: JSON.stringify(values),
    headers: { 'content-type': 'application/json' },
  });
  if (status !== 200) throw new Error(`The floor answered ${status} at ${path}`);
}
