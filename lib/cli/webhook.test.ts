import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { readWebhook, startReceiver } from '../../test/webhook-receiver.ts';
import { clock } from '../clock.ts';
import { commandWebhook as words } from '../words/en/command-webhook.ts';
import { doctor } from '../words/en/doctor.ts';

const secret = randomBytes(33).toString('base64');
let place: Awaited<ReturnType<typeof makeAdminCommand>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  place = await makeAdminCommand();
});
afterAll(() => place.close());
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const admin = (call: string) =>
  place.admin(call.split(' '), { EVENT_WEBHOOK_URL: receiver.url, EVENT_WEBHOOK_SECRET: secret });
const hostOf = () => new URL(receiver.url).host;

test('a test message is signed, and the command says whether it was taken, without the whole address', async () => {
  expect(await admin('webhook test')).toEqual({ code: 0, out: `${words.taken({ host: hostOf() })}\n`, err: '' });
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  expect(readWebhook(secret, headers, body, clock())).toMatchObject({ type: 'test' });
  receiver.answerWith((response) => response.writeHead(401).end());
  const refused = await admin('webhook test');
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('answered 401') });
  expect(refused.err).not.toContain('0123-secret-path');
  expect(await place.admin(['webhook', 'test'])).toMatchObject({ code: 2, err: `${words.unset}\n` });
});

test('doctor counts what waits and what was given up, and retry orders it to be sent again', async () => {
  const { db } = place;
  const { securityEvents: row } = db.tables;
  const { user } = await place.testEnvironment.person();
  await db.sql.delete(row);
  expect((await admin('doctor')).out).toContain(`EVENT_WEBHOOK_URL: ${hostOf()}`);
  const event = { userId: user.id, kind: 'signed-in' as const, details: {}, browser: 'b', ipAddress: 'unknown' };
  const anHourAgo = new Date(clock().getTime() - 3_600_000);
  await db.sql.insert(row).values([
    { ...event, id: 'waits', at: anHourAgo, webhookAt: anHourAgo },
    { ...event, id: 'failed', at: anHourAgo, webhookFailedAt: anHourAgo, webhookTries: 10 },
    { ...event, id: 'told', at: anHourAgo },
  ]);
  const { out } = await admin('doctor');
  expect(out).toContain(doctor.webhook.waits({ host: hostOf(), count: 1, minutes: 60 }).says);
  expect(out).toContain(doctor.webhook.failed({ host: hostOf(), count: 1 }).says);
  expect(out).not.toContain('0123-secret-path');
  expect((await place.admin(['doctor'])).out).toContain(doctor.webhook.unset({ count: 1 }).says);

  expect((await admin('webhook retry')).out).toBe(`${words.ordered({ count: 1 })}\n`);
  expect((await admin('webhook retry')).out).toBe(`${words.ordered({ count: 0 })}\n`);
  expect((await admin('doctor')).out).toContain(doctor.webhook.waits({ host: hostOf(), count: 2, minutes: 60 }).says);
});
