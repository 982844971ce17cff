import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainReason } from '../mail/plain-reason.ts';
import type { Letter } from '../mail/transport.ts';
import { deliverMails } from './deliver-mails.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { makeScene, type Scene } from './scene.fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
  await scene.person();
  await requestPasswordReset(scene.at(0), 'ada@example.com');
});
afterEach(() => scene.close());

/** What a person would find in the mailbox by `minutes`. */
async function mailbox(minutes: number): Promise<Letter[]> {
  const letters: Letter[] = [];
  await deliverMails(scene.at(minutes), { send: async (letter) => void letters.push(letter) });
  return letters;
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
    sent = deliverMails(scene.at(0), { send });
  });
  return { finish, sent };
}

test('keeps a mail through an hour without a server, and sends it once (attack P-17)', async () => {
  for (const minute of [0, 1, 6, 21]) expect(await deliverMails(scene.at(minute), down)).toBe(0);
  expect(await mailbox(60)).toEqual([]);
  expect(await mailbox(81)).toHaveLength(1);
  expect(await mailbox(82)).toEqual([]);
});

test('is tried for two days, then given up', async () => {
  const tries: number[] = [];
  for (let hour = 0; hour < 100; hour += 1) {
    const send = () => Promise.reject(new Error(String(tries.push(hour))));
    await deliverMails(scene.at(hour * 60), { send });
  }
  expect(tries).toHaveLength(9);
  expect(tries.at(-1)).toBeGreaterThanOrEqual(46);
  expect(tries.at(-1)).toBeLessThanOrEqual(52);
});

test('sends each mail once from four processes at once', async () => {
  const counts = await Promise.all(
    Array.from({ length: 4 }, () => deliverMails(scene.at(0), { send: async () => {} })),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
});

test('a server that takes its time with a mail is not given it once more meanwhile', async () => {
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
  const rows = JSON.stringify(await scene.db.sql.select().from(scene.db.tables.mails));
  const [letter] = await mailbox(0);
  const [, token = ''] = /token=([\w-]+)/.exec(letter?.text ?? '') ?? [];
  expect(token).not.toBe('');
  expect(rows).not.toMatch(/ada@example|Reset|link/);
  expect(JSON.stringify(await scene.db.sql.select().from(scene.db.tables.tokens))).not.toContain(token);
});

test.each([
  ['550 5.1.1 <ada@example.com>: no such mailbox', '550 5.1.1 <[address]>: no such mailbox'],
  ['554 refused: http://localhost/link/not-me?token=abc', '554 refused: [link]'],
  [`554 refused: token=${'aB3_-'.repeat(9)}`, '554 refused: token=[removed]'],
])('what a mail server says is logged without what it quotes: %s', (said, logged) => {
  expect(plainReason(new Error(said))).toBe(logged);
});
