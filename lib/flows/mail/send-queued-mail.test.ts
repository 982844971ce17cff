import { isNull } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Mail } from '../../../db/queries/mails.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { plainReason } from '../../mail/plain-reason.ts';
import { type Message, MessageRefused } from '../../mail/transport.ts';
import { requestPasswordReset } from '../account/steps/request-password-reset.ts';
import { requestMessage } from './request-message.ts';
import { sendQueuedMail } from './send-queued-mail.ts';
import { enqueueMail } from './steps/enqueue-mail.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  await testEnvironment.person();
  await requestPasswordReset(testEnvironment.at(0), 'ada@example.com');
});
afterEach(() => testEnvironment.close());

/** What its owner would find in the mailbox by `minutes`. */
async function mailbox(minutes: number): Promise<Message[]> {
  const letters: Message[] = [];
  await sendQueuedMail(testEnvironment.at(minutes), { send: async (letter) => void letters.push(letter) });
  return letters;
}

/** Puts a mail into the outbox at `minute`. */
async function post(to: string, minute: number): Promise<void> {
  const content = { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
  await testEnvironment.db.transaction(function* (tx) {
    yield* enqueueMail(testEnvironment.at(minute), tx, to, content);
  });
}

const down = { send: () => Promise.reject(new Error('ECONNREFUSED')) };

/** At minute 0 a mail is on its way, and stays so until `finish`. */
async function startSending() {
  let finish = () => {};
  let sent: Promise<number> = Promise.resolve(0);
  await new Promise<void>((begun) => {
    const send = () =>
      new Promise<void>((done) => {
        finish = done;
        begun();
      });
    sent = sendQueuedMail(testEnvironment.at(0), { send });
  });
  return { finish, sent };
}

test('keeps a mail through an hour without a server, and sends it once (attack P-17)', async () => {
  for (const minute of [0, 1, 6, 21]) expect(await sendQueuedMail(testEnvironment.at(minute), down)).toBe(0);
  expect(await mailbox(60)).toEqual([]);
  expect(await mailbox(81)).toHaveLength(1);
  expect(await mailbox(82)).toEqual([]);
});

test('is tried for two days, then given up', async () => {
  const tries: number[] = [];
  for (let hour = 0; hour < 100; hour += 1) {
    const send = () => Promise.reject(new Error(String(tries.push(hour))));
    await sendQueuedMail(testEnvironment.at(hour * 60), { send });
  }
  expect(tries).toHaveLength(9);
  expect(tries.at(-1)).toBeGreaterThanOrEqual(46);
  expect(tries.at(-1)).toBeLessThanOrEqual(52);
});

test('what the server refuses for good is given up at once; what it refuses for now is tried again', async () => {
  const failures: string[] = [];
  const send = (error: Error) => () => Promise.reject(failures.push(error.message) && error);
  expect(await sendQueuedMail(testEnvironment.at(0), { send: send(new Error('451 busy')) })).toBe(0);
  expect(await sendQueuedMail(testEnvironment.at(1), { send: send(new MessageRefused('550 nobody here')) })).toBe(0);
  for (const minute of [6, 60, 600, 6_000]) expect(await mailbox(minute)).toEqual([]);
  expect(failures).toEqual(['451 busy', '550 nobody here']);
  const [row] = await testEnvironment.db.sql.select().from(testEnvironment.db.tables.mails);
  expect(row).toMatchObject({ sentAt: null, failedAt: testEnvironment.at(1).now, sealedMail: '' });
});

test('thirty refused mails and a dozen recipients that hang hold up no others', async () => {
  const troubles = Array.from({ length: 42 }, (_, at) => (at < 30 ? `refused-${at}` : `hanging-${at}`));
  for (const name of troubles) await post(`${name}@example.com`, 0);
  await post('grace@example.com', 0.1);
  const came = new Promise<string>((arrive) => {
    const send = async ({ to }: Message) => {
      if (to.startsWith('refused')) throw new MessageRefused('550 nobody here');
      if (to.startsWith('hanging')) await new Promise(() => {});
      if (to.startsWith('grace')) arrive(to);
    };
    // It never ends: the database may be closed under it.
    sendQueuedMail(testEnvironment.at(1), { send }).catch(() => undefined);
  });
  expect(await came).toBe('grace@example.com');
});

test('a new mail goes before those that failed already', async () => {
  await sendQueuedMail(testEnvironment.at(0), down);
  await post('grace@example.com', 1);
  expect((await mailbox(1)).map(({ to }) => to)).toEqual(['grace@example.com', 'ada@example.com']);
});

test('attack: a request for a link is recorded alike for every email, and retried until it worked', async () => {
  await mailbox(0);
  const ask = (email: string) => requestMessage(testEnvironment.at(1), { request: 'reset-password', email });
  const rows = () =>
    testEnvironment.db.sql
      .select()
      .from(testEnvironment.db.tables.mails)
      .where(isNull(testEnvironment.db.tables.mails.sentAt));
  await ask('ada@example.com');
  await ask('nobody@example.com');
  const [known, unknown] = await rows();
  const shape = ({ sealedMail, id: _, ...rest }: Mail) => ({ ...rest, sealed: sealedMail.slice(0, 4) });
  expect(known && shape(known)).toEqual(unknown && shape(unknown));
  expect(JSON.stringify([known, unknown])).not.toMatch(/ada|nobody/);

  const broken = {
    ...testEnvironment.at(1),
    db: { ...testEnvironment.db, transaction: () => Promise.reject(new Error('disk full')) },
  };
  expect(await sendQueuedMail(broken, down)).toBe(0);
  expect(await rows()).toHaveLength(1);
  const [letter, ...more] = await mailbox(2);
  expect(letter).toMatchObject({ to: 'ada@example.com', subject: expect.stringContaining('Reset') });
  expect(more).toEqual([]);
  expect(await rows()).toEqual([]);
});

test('sends each mail once from four processes at once', async () => {
  const counts = await Promise.all(
    Array.from({ length: 4 }, () => sendQueuedMail(testEnvironment.at(0), { send: async () => {} })),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
});

test('a slow server is not sent the same mail again while it still handles it', async () => {
  const slow = await startSending();
  for (const minute of [1, 2, 4]) expect(await mailbox(minute)).toEqual([]);
  slow.finish();
  expect(await slow.sent).toBe(1);
  expect(await mailbox(60)).toEqual([]);
});

test('a process that died while sending leaves the mail to a later try', async () => {
  await startSending();
  expect(await mailbox(4)).toEqual([]);
  expect(await mailbox(5)).toHaveLength(1);
});

test('holds nothing readable: links carry secrets (attack L-05)', async () => {
  const rows = JSON.stringify(await testEnvironment.db.sql.select().from(testEnvironment.db.tables.mails));
  const [letter] = await mailbox(0);
  const [, token = ''] = /token=([\w-]+)/.exec(letter?.text ?? '') ?? [];
  expect(token).not.toBe('');
  expect(rows).not.toMatch(/ada@example|Reset|link/);
  expect(JSON.stringify(await testEnvironment.db.sql.select().from(testEnvironment.db.tables.tokens))).not.toContain(
    token,
  );
});

test.each([
  ['550 5.1.1 <ada@example.com>: no such mailbox', '550 5.1.1 <[address]>: no such mailbox'],
  ['554 refused: http://localhost/link/not-me?token=abc', '554 refused: [link]'],
  [`554 refused: token=${'aB3_-'.repeat(9)}`, '554 refused: token=[removed]'],
])('what a mail server says is logged without what it quotes: %s', (said, logged) => {
  expect(plainReason(new Error(said))).toBe(logged);
});
