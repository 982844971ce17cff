import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { ok, readWebhook, startReceiver } from '#test/webhook-receiver.ts';
import { freeOrigin, startApp } from './fixtures/app-server.ts';
import { openDatabase } from './fixtures/database.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import { makePeople } from './fixtures/people.ts';
import { words } from './fixtures/words.ts';
import { twoProcesses, untilServing } from './fixtures/worker-processes.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
/** Longer than a sign-in takes on a slow machine, and shorter than the webhook's time for one event. */
const SOON_MS = 8000;

test('attack: a webhook that hangs holds up no sign-in, and is told of each once it answers, by two processes (attack M-36)', async () => {
  test.slow();
  const receiver = await startReceiver(() => {});
  const app = await startApp(
    await freeOrigin(),
    { ...twoProcesses, EVENT_WEBHOOK_URL: receiver.url, EVENT_WEBHOOK_SECRET: secret },
    { preload: ['server/http-hooks/preload.mjs'] },
  );
  await untilServing(app, 2);
  const database = await openDatabase(app);
  const people = makePeople(app, database);
  const signIn = async () => {
    const eve = await people.make();
    const browser = new NoScriptClient(app.origin);
    const login = await browser.open('/login');
    const begun = performance.now();
    const home = await browser.submit(login, words.signIn.form.submit, { email: eve.email, password: eve.password });
    expect(home.status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    return eve.email;
  };
  const emails = [await signIn(), await signIn(), await signIn()];
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
  receiver.answerWith(ok);
  receiver.received.length = 0;
  // What hung is tried again after a minute, the others with the next poll.
  await expect
    .poll(() => new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, { timeout: 120_000 })
    .toBeGreaterThanOrEqual(3);
  const told = receiver.received.map(({ headers, body }) => readWebhook(secret, headers, body, new Date()));
  const signIns = told as { type: string; data: { email: string } }[];
  expect(
    signIns
      .filter(({ type }) => type === 'signed-in')
      .map(({ data }) => data.email)
      .toSorted(),
  ).toEqual(emails.toSorted());
  await database.close();
  await app.stop();
  await receiver.stop();
});
