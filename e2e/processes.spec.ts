import { expect, test } from '@playwright/test';
import { type AppServer, freeOrigin, startApp } from './fixtures/app-server.ts';
import { openDatabase } from './fixtures/database.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import { makePeople } from './fixtures/people.ts';
import { hello, words } from './fixtures/words.ts';
import { childrenOf, isGone, scrape, twoProcesses, untilServing } from './fixtures/worker-processes.ts';

// Several processes behind one port (PROCESSES).
/** Opens a new connection for every request, so that the processes take turns. */
const freshConnections = (origin: string) =>
  new NoScriptClient(origin, (url, init) =>
    fetch(url, { ...init, headers: { ...init?.headers, connection: 'close' } }),
  );

const signInsOf = (metrics: string) =>
  [...metrics.matchAll(/^accounts_sign_ins_total{.*result="session".*process="(\d+)".*} (\d+)$/gm)].map(
    ([, process, count]) => [Number(process), Number(count)] as const,
  );

async function startTwo(): Promise<AppServer> {
  const app = await startApp(await freeOrigin(), twoProcesses, { preload: ['server/http-hooks/preload.mjs'] });
  await untilServing(app, 2);
  return app;
}

test('two processes share a port: a sign-in begun in one continues in the other, and the metrics count both', async () => {
  const app = await startTwo();
  const database = await openDatabase(app);
  const people = makePeople(app, database);
  for (let turn = 0; turn < 6; turn += 1) {
    const ada = await people.makeProtected();
    const browser = freshConnections(app.origin);
    const challenge = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
      email: ada.email,
      password: ada.password,
    });
    const home = await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
    expect(home.text).toContain(hello('Ada'));
    expect((await browser.open('/profile/sessions')).text, 'each knows who is at the other end').toMatch(
      /127\.0\.0\.1|::1/,
    );
    // Seven requests per user: with an even number one process would get the codes of all.
    await browser.open('/api/health');
  }
  const counted = signInsOf(await scrape(app));
  expect(new Set(counted.map(([process]) => process))).toEqual(new Set([1, 2]));
  expect(counted.reduce((sum, [, count]) => sum + count, 0)).toBe(6);
  expect((await scrape(app)).match(/^accounts_people \d+$/gm), 'gauges of the database appear once').toHaveLength(1);
  expect(app.log.faults(0)).toEqual([]);
  await database.close();
  await app.stop();
});

test('a process that dies is replaced while the other serves; when the server is stopped, all are gone', async () => {
  const app = await startTwo();
  const [first = 0, second = 0] = await childrenOf(app);
  process.kill(first, 'SIGKILL');
  await expect.poll(() => isGone(first)).toBe(true);
  expect((await freshConnections(app.origin).open('/login')).status).toBe(200);
  await expect.poll(async () => (await childrenOf(app)).filter((pid) => pid !== second).length).toBe(1);
  expect(app.log.text()).toContain('"event":"process-ended"');
  await untilServing(app, 2);
  const all = await childrenOf(app);
  await app.stop();
  expect([app.pid, ...all].map(isGone)).toEqual([true, true, true]);
});

test('a connection given to a process that dies before it takes it is not left hanging', async () => {
  const app = await startTwo();
  const [first = 0] = await childrenOf(app);
  // As a busy process: it is given connections and takes none.
  process.kill(first, 'SIGSTOP');
  const asked = Array.from({ length: 4 }, () =>
    freshConnections(app.origin)
      .open('/login')
      .then(
        () => 'answered',
        () => 'broken off',
      ),
  );
  const isOver = Promise.all(asked);
  expect(await Promise.race(asked)).toBe('answered');
  process.kill(first, 'SIGKILL');
  expect(new Set(await isOver)).toEqual(new Set(['answered', 'broken off']));
  await app.stop();
});

test('when no process serves any more, the server ends with an error that its supervisor sees', async () => {
  const app = await startTwo();
  for (const pid of await childrenOf(app)) process.kill(pid, 'SIGKILL');
  await expect.poll(() => isGone(app.pid)).toBe(true);
  await app.stop();
});

test('an invalid number of processes is reported once, with all other problems', async () => {
  const failed = startApp(await freeOrigin(), { PROCESSES: 'many', SESSION_DAYS: '0' });
  await expect(failed).rejects.toThrow(
    /PROCESSES +is not a number[\s\S]*SESSION_DAYS|SESSION_DAYS[\s\S]*PROCESSES +is not a number/,
  );
});
