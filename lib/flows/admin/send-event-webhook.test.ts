import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countFailedEvents, describeWaitingEvents, retryFailedEvents } from '../../../db/queries/event-webhook.ts';
import type { Store } from '../../../db/store.ts';
import { statementsOf } from '../../../test/count-statements.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { ok, readWebhook, startReceiver } from '../../../test/webhook-receiver.ts';
import { limits } from '../../config/limits.ts';
import { parseWebhookSecret } from '../../crypto/webhook-signature.ts';
import { postOutside } from '../../http/post-outside.ts';
import { deleteAccount } from '../account/delete-account.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { disableAccount } from './account-status.ts';
import { generateBypassCode } from './generate-bypass-code.ts';
import { sendDueEvents } from './send-event-webhook.ts';

const DAY = 24 * 60;
const secret = `whsec_${randomBytes(32).toString('base64')}`;
const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };
const bounds = { withinMs: 500, maxBytes: 1000 };
const post: Parameters<typeof sendDueEvents>[1] = (url, posted) => postOutside(url, posted, bounds);

// Without a server there is nothing to ask; startPostgres has said so, and fails where CI is set.
const engines = (['SQLite', 'PostgreSQL'] as const).filter((engine) => engine === 'SQLite' || server);

describe.each(engines)('the webhook on %s', (engine) => {
  let environment: TestEnvironment;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let logged = '';
  beforeEach(async () => {
    environment = await makeTestEnvironment((await places[engine]()) ?? undefined);
    receiver = await startReceiver();
    logged = '';
  });
  afterEach(async () => {
    await receiver.stop();
    await environment.close();
  });

  function at(minutes: number, db: Store = environment.db): Context {
    const context = environment.at(minutes);
    const note = (...said: unknown[]) => {
      logged += `${JSON.stringify(said)}\n`;
    };
    const webhook = { url: receiver.url, keys: [parseWebhookSecret(secret) ?? Buffer.alloc(0)] };
    const log = { ...context.log, info: note, warn: note } as unknown as Context['log'];
    return { ...context, db, log, settings: { ...context.settings, webhook } };
  }

  /** Sends all that is due, as one process does. */
  async function deliver(minutes: number, db?: Store): Promise<number> {
    let told = 0;
    for (;;) {
      const round = await sendDueEvents(at(minutes, db), post);
      told += round.told;
      if (round.told === 0) return told;
    }
  }

  /** Writes an event of someone without a mail, at a minute. */
  const happen = (userId: string, minutes = 0) =>
    environment.db.transaction(function* (tx) {
      yield* recordEvent(at(minutes), tx, { kind: 'signed-out', userId });
    });
  const ids = () => receiver.received.map(({ headers }) => headers['webhook-id']);
  const read = (index: number, minutes: number) => {
    const { headers, body } = receiver.received[index] ?? { headers: {}, body: '' };
    return readWebhook(secret, headers, body, environment.at(minutes).now) as Record<string, unknown>;
  };

  test('is told of an event once, signed, in the shape of the downloads', async () => {
    const { user } = await environment.person();
    const admin = await environment.person('root@example.com');
    await disableAccount(at(1), { userId: user.id, reason: 'Left "the" <company>\r\nx-evil: 1', by: admin.user.id });
    expect(await deliver(2)).toBe(1);
    expect(await deliver(3)).toBe(0);
    expect(receiver.received).toHaveLength(1);
    expect(read(0, 2)).toMatchObject({
      type: 'account-disabled',
      timestamp: environment.at(1).now.toISOString(),
      text: 'Account disabled: ada@example.com',
      data: {
        email: 'ada@example.com',
        userId: user.id,
        by: 'root@example.com',
        isDeleted: false,
        kind: 'account-disabled',
      },
    });
    expect(Object.keys(receiver.received[0]?.headers ?? {}).toSorted()).toEqual(expect.not.arrayContaining(['x-evil']));
    expect(JSON.stringify(read(0, 2))).toContain('x-evil');
  });

  test('attack: what a user or an administrator writes makes no header and no other message (attack M-37)', async () => {
    const { user } = await environment.person();
    const reason = 'a\r\nwebhook-signature: v1,AAAA\r\n\r\n{"type":"forged"}';
    await disableAccount(at(1), { userId: user.id, reason, by: 'command:x\r\nx-evil: 1' });
    await deliver(1);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    expect(receiver.received).toHaveLength(1);
    expect(
      Object.keys(headers)
        .filter((name) => /^(webhook|x)-/.test(name))
        .toSorted(),
    ).toEqual(['webhook-id', 'webhook-signature', 'webhook-timestamp']);
    expect(headers['webhook-id']).toMatch(/^[\w-]+$/);
    expect(JSON.parse(body)).toMatchObject({ type: 'account-disabled' });
    expect(JSON.parse(body).text).toBe('Account disabled: ada@example.com');
  });

  test('of what was rolled back nothing is told, and of what was not everything', async () => {
    const { user } = await environment.person();
    const failing = environment.db.transaction(function* (tx) {
      yield* recordEvent(at(1), tx, { kind: 'signed-out', userId: user.id });
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    await happen(user.id, 1);
    expect(await deliver(2)).toBe(1);
  });

  test('a receiver that is down for a day is told of everything after it, each event once', async () => {
    const { user } = await environment.person();
    for (let minute = 0; minute < 5; minute += 1) await happen(user.id, minute);
    receiver.answerWith((response) => response.writeHead(500).end());
    for (let minute = 5; minute <= DAY; minute += 30) expect(await deliver(minute)).toBe(0);
    expect((await describeWaitingEvents(environment.db)).count).toBe(5);
    const failed = ids();
    expect(new Set(failed).size).toBe(5);
    // Six tries each, and every one with a time of its own.
    expect(failed.length).toBeLessThanOrEqual(5 * 7);
    receiver.answerWith(ok);
    receiver.received.length = 0;
    for (let minute = DAY; minute <= 2 * DAY; minute += 30) await deliver(minute);
    expect(ids().toSorted()).toEqual([...new Set(failed)].toSorted());
    expect((await describeWaitingEvents(environment.db)).count).toBe(0);
  });

  test('after three days an event is given up, counted, and sent again by order', async () => {
    const { user } = await environment.person();
    await happen(user.id);
    receiver.answerWith((response) => response.writeHead(503).end());
    for (let hour = 0; hour < 100; hour += 1) await deliver(hour * 60);
    expect(receiver.received).toHaveLength(limits.webhookRetriesMs.length + 1);
    expect(await countFailedEvents(environment.db)).toBe(1);
    expect((await describeWaitingEvents(environment.db)).count).toBe(0);
    receiver.answerWith(ok);
    expect(await deliver(101 * 60)).toBe(0);
    expect(await retryFailedEvents(environment.db, at(102 * 60).now, 1000)).toBe(1);
    expect(await deliver(102 * 60)).toBe(1);
    expect(await countFailedEvents(environment.db)).toBe(0);
    expect(new Set(ids()).size).toBe(1);
  });

  test('attack: of two processes one sends each event (attack M-38)', async () => {
    const { user } = await environment.person();
    for (let count = 0; count < 45; count += 1) await happen(user.id);
    const rounds = () => Promise.all([deliver(1), deliver(1, environment.otherDb), deliver(1, environment.otherDb)]);
    await rounds();
    await rounds();
    expect(receiver.received).toHaveLength(45);
    expect(new Set(ids()).size).toBe(45);
  });

  test('a process that died while it sent leaves the event to a later try, under the same id', async () => {
    const { user } = await environment.person();
    await happen(user.id);
    void sendDueEvents(at(0), () => new Promise(() => {}));
    await expect.poll(async () => (await describeWaitingEvents(environment.db)).count).toBe(1);
    expect(await deliver(0.5)).toBe(0);
    expect(await deliver(1.1)).toBe(1);
  });

  test('attack: a receiver that redirects gets nothing sent elsewhere (attack M-32)', async () => {
    const inner = await startReceiver();
    const { user } = await environment.person();
    await happen(user.id);
    for (const location of [inner.url, 'http://169.254.169.254/latest/meta-data', '//169.254.169.254/']) {
      receiver.answerWith((response) => response.writeHead(307, { location }).end());
      expect(await deliver(receiver.received.length * 120)).toBe(0);
    }
    expect(receiver.received).toHaveLength(3);
    expect(inner.received).toEqual([]);
    await inner.stop();
  });

  test('attack: one that hangs, or never ends its answer, is given up in time (attack M-33)', async () => {
    const { user } = await environment.person();
    await happen(user.id);
    const begun = performance.now();
    receiver.answerWith(() => {});
    expect(await deliver(0)).toBe(0);
    receiver.answerWith((response) => void response.writeHead(200).write('a'));
    expect(await deliver(60)).toBe(0);
    receiver.answerWith((response) => response.writeHead(200).end('a'.repeat(bounds.maxBytes + 1)));
    expect(await deliver(120)).toBe(0);
    expect(performance.now() - begun).toBeLessThan(4 * bounds.withinMs);
    receiver.answerWith(ok);
    expect(await deliver(600)).toBe(1);
  });

  test('attack: no log line and no message holds a secret, of ours or of the receiver (attack M-35)', async () => {
    const person = await environment.person();
    await environment.enrol(person);
    const made = await generateBypassCode(at(1), { userId: person.user.id, reason: 'Seen', by: 'command:root' });
    receiver.answerWith((response) => response.writeHead(500).end('token=leaked'));
    await deliver(2);
    receiver.answerWith((response) => response.destroy());
    await deliver(10);
    await receiver.stop();
    await deliver(60);
    const told = receiver.received.map(({ body }) => body).join('\n');
    expect(logged).toContain('webhook-waits');
    expect(told).toContain('bypass-code-made');
    const code = made.ok ? JSON.stringify(made.value) : '';
    expect(code).toMatch(/\w{4}/);
    for (const held of [logged, told])
      for (const word of ['0123-secret-path', secret.slice(6), 'leaked', PASSWORD, code.replaceAll('"', '')])
        expect(held).not.toContain(word);
  });

  test('of a deleted account its last email is told', async () => {
    const { user, actor } = await environment.person();
    await deleteAccount(at(1), actor, { typedEmail: user.email, password: PASSWORD, submittedCode: null });
    await deliver(2);
    expect(read(0, 2)).toMatchObject({
      type: 'account-deleted',
      text: 'Account deleted: ada@example.com (deleted)',
      data: { email: 'ada@example.com', userId: null, isDeleted: true },
    });
  });

  test('without a webhook nothing is asked, and nothing waits', async () => {
    await environment.person();
    expect(await statementsOf(async () => void (await sendDueEvents(environment.at(1), post)))).toEqual([]);
    expect((await describeWaitingEvents(environment.db)).count).toBe(0);
  });
});
