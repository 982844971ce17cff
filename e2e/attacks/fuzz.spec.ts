import { accountState, countSessions } from '../fixtures/database.ts';
import { noteFigures } from '../fixtures/figures.ts';
import { oddRequests } from '../fixtures/odd-requests.ts';
import { expect, test } from '../fixtures/test.ts';

/** The long run (scripts/soak.mjs) sets both. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 8);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const BATCH = 100;
const AT_ONCE = 4;
/** No request hangs. Generous, because no test is about speed. */
const HANG_MS = 20_000;

test('attack: any request to any path causes no error, no hang, and changes nothing of others', async ({
  client,
  people,
  database,
}) => {
  test.setTimeout((SECONDS + 60) * 1_000);
  const [ada, eve] = [await people.makeProtected(), await people.makeProtected({ name: 'Eve Adversary' })];
  await people.cookieFor(ada);
  const before = await accountState(database, ada.id);
  const faults: string[] = [];
  const end = Date.now() + SECONDS * 1_000;
  let [cases, slowest] = [0, 0];
  for (let batch = 0; Date.now() < end; batch += 1) {
    const [visitor, pending, owner] = [client(), client(), client()];
    await people.beginSignIn(pending, eve);
    await people.signIn(owner, eve);
    await database.sql.delete(database.tables.attempts);
    const waiting = oddRequests(SEED + batch, BATCH);
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const begin = performance.now();
        const { status, html } = await next.send([visitor, pending, owner][next.who] ?? visitor);
        const took = performance.now() - begin;
        [cases, slowest] = [cases + 1, Math.max(slowest, took)];
        if (status >= 500 || took > HANG_MS || html.includes(ada.email))
          faults.push(`seed ${SEED + batch}, ${status}, ${Math.round(took)} ms: ${next.told}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  noteFigures({
    cases,
    faults: faults.length,
    slowestMs: Math.round(slowest),
    nextSeed: SEED + Math.ceil(cases / BATCH),
  });
  expect(faults).toEqual([]);
  expect(await accountState(database, ada.id)).toEqual(before);
  expect(await countSessions(database, ada.id)).toBe(1);
});
