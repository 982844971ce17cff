import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { like } from 'drizzle-orm';
import { addressUnknown, listInstallation } from '#db/queries/installation.ts';
import { limits } from '#lib/config/limits.ts';
import { type AppServer, freeOrigin, startApp } from '../fixtures/app-server.ts';
import { type Database, openDatabase } from '../fixtures/database.ts';
import { fetchFrom } from '../fixtures/from-address.ts';
import { NoScriptClient } from '../fixtures/no-script-client.ts';
import { makePeople, type Person } from '../fixtures/people.ts';
import { test as base, expect } from '../fixtures/test.ts';
import { hello, refusal, words } from '../fixtures/words.ts';

// One IP address cannot try every account, and no header makes it another one. The server runs as by `npm start`, with
// server/http-hooks/preload.mjs, which knows the socket.

const MINUTES = 15;
/** However long it is. */
const LIMIT = new RegExp(refusal('too-many-attempts', { minutes: MINUTES }).replace(String(MINUTES), '\\d+'));
const test = base.extend<object, { proxied: AppServer }>({
  app: [
    async ({ origin, providers }, use) => {
      const app = await startApp(origin, providers.environment, { preload: ['server/http-hooks/preload.mjs'] });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
  proxied: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const app = await startApp(
        await freeOrigin(),
        { TRUSTED_PROXIES: '1' },
        { preload: ['server/http-hooks/preload.mjs'] },
      );
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'default' });

/** Submits a wrong code from an IP address. Returns what the page says. */
function guesser(app: AppServer, address: string, headers: Record<string, string> = {}) {
  return async ({ email }: Person, password: string) => {
    const browser = new NoScriptClient(app.origin, fetchFrom(address));
    const answer = await browser.submit(
      await browser.open('/login'),
      words.signIn.form.submit,
      { email, password },
      { headers },
    );
    expect(answer.status, JSON.stringify(headers).slice(0, 100)).toBeLessThan(500);
    return answer.text;
  };
}

/** Counts this many wrong codes for an IP address within the hour. */
async function spend({ sql, tables: { attempts } }: Database, block: string, failuresInWindow: number): Promise<void> {
  const row = {
    key: `@${block}`,
    consecutiveFailures: failuresInWindow,
    failuresInWindow,
    windowStartedMs: Date.now(),
    lockedUntilMs: null,
  };
  await sql.insert(attempts).values(row).onConflictDoUpdate({ target: attempts.key, set: row });
}

/** Returns the IP addresses that were counted, with their wrong codes. */
async function counted({ sql, tables: { attempts } }: Database): Promise<Record<string, number>> {
  const rows = await sql.select().from(attempts).where(like(attempts.key, '@%'));
  return Object.fromEntries(rows.map(({ key, failuresInWindow }) => [key.slice(1), failuresInWindow]));
}

test('attack: the last code of an hour from one address is checked, the next is not, for any account', async ({
  app,
  people,
  database,
}) => {
  const [ada, grace] = [await people.make(), await people.make()];
  await spend(database, '127.0.0.7', limits.addressAttemptsPerHour - 1);
  const there = guesser(app, '127.0.0.7');
  expect(await there(ada, 'wrong password of some length')).toContain(refusal('sign-in-failed'));
  expect(await there(ada, ada.password)).toMatch(LIMIT);
  expect(await there(grace, grace.password)).toMatch(LIMIT);
  expect(await guesser(app, '127.0.0.8')(ada, ada.password)).toContain(hello('Ada'));
  // The limit of the address locks no account (attack B-11).
  expect(await counted(database)).toMatchObject({ '127.0.0.7': limits.addressAttemptsPerHour });
});

const claims: Record<string, string>[] = [
  { 'x-forwarded-for': '203.0.113.9' },
  { 'x-forwarded-for': 'a' },
  { 'x-forwarded-for': '1.1.1.1, 2.2.2.2' },
  { 'x-forwarded-for': '9'.repeat(8_000) },
  { 'x-real-ip': '203.0.113.9', 'cf-connecting-ip': '203.0.113.9', 'true-client-ip': '203.0.113.9' },
  { forwarded: 'for=203.0.113.9', 'x-client-ip': '203.0.113.9', via: '1.1 203.0.113.9' },
  { 'x-peer-00000000000000000000000000000000': '203.0.113.9', 'x-peer': '203.0.113.9' },
];

test('attack: without a proxy no header makes an address another one', async ({ app, people, database }) => {
  const ada = await people.make();
  await spend(database, '127.0.0.9', 0);
  for (const headers of claims) await guesser(app, '127.0.0.9', headers)(ada, 'wrong password of some length');
  const seen = await counted(database);
  expect(seen['127.0.0.9']).toBe(claims.length);
  expect(Object.keys(seen).filter((address) => !address.startsWith('127.'))).toEqual([]);
  await spend(database, '127.0.0.9', limits.addressAttemptsPerHour);
  for (const headers of claims) expect(await guesser(app, '127.0.0.9', headers)(ada, ada.password)).toMatch(LIMIT);
});

test('attack: behind one proxy the entry that the proxy wrote counts, whatever is left of it', async ({ proxied }) => {
  const database = await openDatabase(proxied);
  const ada = await makePeople(proxied, database).make();
  await spend(database, '203.0.113.5', limits.addressAttemptsPerHour);
  for (const written of [
    '203.0.113.5',
    '9.9.9.9, 203.0.113.5',
    'a,b,,203.0.113.5',
    `${'1.1.1.1,'.repeat(500)}203.0.113.5`,
  ])
    expect(await guesser(proxied, '127.0.0.2', { 'x-forwarded-for': written })(ada, ada.password), written).toMatch(
      LIMIT,
    );
  const elsewhere = guesser(proxied, '127.0.0.2', { 'x-forwarded-for': '203.0.113.5, 203.0.113.6' });
  expect(await elsewhere(ada, 'wrong password of some length')).toContain(refusal('sign-in-failed'));
  expect(await counted(database)).toEqual({
    '203.0.113.5': limits.addressAttemptsPerHour,
    '203.0.113.6': 1,
    // Its whole network, which one attacker may own.
    '203.0.113.0/24': 1,
  });
  await database.close();
});

test('a proxy that writes no address is reported once in the log, and by doctor (A-37)', async ({ proxied }) => {
  const ada = await makePeople(proxied, await openDatabase(proxied)).make();
  for (let count = 0; count < 2; count += 1)
    await guesser(proxied, '127.0.0.2', { 'x-forwarded-for': 'unknown' })(ada, 'not the password of ada');
  const database = await openDatabase(proxied);
  await expect.poll(async () => (await listInstallation(database)).has(addressUnknown)).toBe(true);
  expect(proxied.log.text().split('"event":"address-unknown"')).toHaveLength(2);
});

test('attack: a whole /64 of IPv6 counts as one address, in any spelling', async ({ proxied }) => {
  const database = await openDatabase(proxied);
  const ada = await makePeople(proxied, database).make();
  await spend(database, '2001:db8:1:2::/64', limits.addressAttemptsPerHour);
  for (const spelled of [
    '2001:db8:1:2::1',
    '2001:DB8:1:2:ffff:0:0:9',
    '2001:0db8:0001:0002:0000:0000:0000:0001',
    '2001:db8:1:2:0:0:127.0.0.1',
  ])
    expect(await guesser(proxied, '127.0.0.2', { 'x-forwarded-for': spelled })(ada, ada.password), spelled).toMatch(
      LIMIT,
    );
  const neighbour = guesser(proxied, '127.0.0.2', { 'x-forwarded-for': '2001:db8:1:3::1' });
  expect(await neighbour(ada, ada.password)).toContain(hello('Ada'));
  await database.close();
});

test('attack: TRACE is refused and echoes nothing', async ({ app }) => {
  const asking = request(app.origin, { method: 'TRACE', path: '/login', headers: { 'x-secret': 'canary' } });
  asking.end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  expect([answer.statusCode, await text(answer)]).toEqual([405, '']);
});
