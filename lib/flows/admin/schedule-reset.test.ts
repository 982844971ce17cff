import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listDueMails } from '../../../db/queries/mails.ts';
import { findReset } from '../../../db/queries/second-factor-resets.ts';
import { listEvents } from '../../../db/queries/security-events.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { updateEmail } from '../../../db/queries/users.ts';
import { query, type Store } from '../../../db/store.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import type { Message } from '../../mail/transport.ts';
import { en } from '../../words/en.ts';
import { confirmEmailChange } from '../account/change-email.ts';
import { secureAccount } from '../account/secure-account.ts';
import { describeActivity } from '../account/steps/describe-activity.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { issueToken } from '../mail/steps/issue-token.ts';
import { completeFirstFactor } from '../sign-in/complete-first-factor.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { announceDueResets } from '../two-factor/announce-due-reset.ts';
import { objectToReset } from '../two-factor/object-to-reset.ts';
import { renewRecoveryCodes } from '../two-factor/renew-recovery-codes.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { readResetLink } from '../two-factor/steps/execute-due-reset.ts';
import { generateBypassCode } from './generate-bypass-code.ts';
import { cancelReset, scheduleReset } from './schedule-reset.ts';

const DAY = 24 * 60;
let scene: TestEnvironment;
let ada: Awaited<ReturnType<TestEnvironment['person']>>;
beforeEach(async () => {
  scene = await makeTestEnvironment();
  ada = await scene.person();
});
afterEach(() => scene.close());

const act = () => ({ userId: ada.user.id, reason: 'Passport seen', by: 'command:root' });
const kinds = async () => (await listEvents(scene.db, ada.user.id, null, { limit: 50 })).map(({ kind }) => kind);
const typed = (code: string) => ({ method: 'recovery-code' as const, code: code.replaceAll('-', '') });

/** The factor is a week old at this minute; a reset scheduled after it meets an old one. */
const WEEK = 7 * DAY;
const order = async (minute: number) =>
  expect(await scheduleReset(scene.at(minute), act())).toMatchObject({ ok: true });
const isOn = async (minute: number) => (await describeTwoFactor(scene.at(minute), ada.user.id)).isOn;

/** The secret of the newest link of the mail "it is due" that is under way. */
async function dueLink(): Promise<string> {
  const letters: Message[] = [];
  await sendQueuedMail(
    { ...scene.at(0), dueBy: scene.at(60 * DAY).now },
    { send: async (letter) => void letters.push(letter) },
  );
  const found = letters.map(({ text }) => /link\/reset-due\?token=([\w-]+)/.exec(text)?.[1]).filter(Boolean);
  return found.at(-1) ?? '';
}

describe('a reset of the second factor', () => {
  test('waits a day, and then happens at a sign-in in the browser that opened the link of the mail', async () => {
    await scene.enrol(ada);
    await order(1);
    expect(await scene.challenge(DAY)).not.toBeNull();
    expect(await dueLink()).toBe('');
    await announceDueResets(scene.at(DAY + 1));
    const link = await dueLink();
    expect(await readResetLink(scene.at(DAY + 1), link)).toEqual({ email: ada.user.email });
    expect(await listSessions(scene.db, ada.user.id)).toHaveLength(1);
    expect(await scene.challenge(DAY + 2, ada.user.email, link)).toBeNull();
    expect(await listSessions(scene.db, ada.user.id)).toEqual([]);
    expect(await kinds()).toContain('second-factor-reset');
    expect(await readResetLink(scene.at(DAY + 2), link)).toBeNull();
  });

  test('is announced again at the new address when the address changes', async () => {
    await scene.enrol(ada);
    await order(1);
    await announceDueResets(scene.at(DAY + 1));
    const first = await dueLink();
    const payload = { from: ada.user.email, to: 'new@example.com' };
    const confirm = await scene.db.transaction((tx) =>
      issueToken(scene.at(DAY + 2), tx, { purpose: 'change-email', owner: ada.user.id, lifeMs: 60_000, payload }),
    );
    expect(await confirmEmailChange(scene.at(DAY + 2), confirm)).toMatchObject({ ok: true });
    expect(await readResetLink(scene.at(DAY + 2), first)).toBeNull();
    await announceDueResets(scene.at(DAY + 3));
    const second = await dueLink();
    expect(await readResetLink(scene.at(DAY + 3), second)).toEqual({ email: 'new@example.com' });
    expect(await scene.challenge(DAY + 3, 'new@example.com', second)).toBeNull();
  });

  test('attack: the password alone never executes it, nor does a link of another user or to another email', async () => {
    await scene.enrol(ada);
    const eve = await scene.person('eve@example.com');
    await scene.enrol(eve);
    await order(1);
    await scheduleReset(scene.at(1), { ...act(), userId: eve.user.id });
    expect(await scene.challenge(DAY + 1)).not.toBeNull();
    const link = await dueLink();
    expect(await scene.challenge(DAY + 2, ada.user.email)).not.toBeNull();
    expect(await scene.challenge(DAY + 2, ada.user.email, 'a'.repeat(43))).not.toBeNull();
    expect(await scene.challenge(DAY + 2, eve.user.email, link)).not.toBeNull();
    const evesLink = await dueLink();
    expect(evesLink).not.toBe('');
    expect(await scene.challenge(DAY + 2, ada.user.email, evesLink)).not.toBeNull();
    await scene.db.transaction((tx) => query(updateEmail(tx, ada.user.id, 'thief@example.com', null)));
    expect(await scene.challenge(DAY + 2, 'thief@example.com', link)).not.toBeNull();
    await scene.db.transaction((tx) => query(updateEmail(tx, ada.user.id, ada.user.email, null)));
    expect(await scene.challenge(DAY + 2, ada.user.email, link)).toBeNull();
  });

  test('is announced once when it is due, by one of several processes and rounds', async () => {
    await scene.enrol(ada);
    await order(1);
    await Promise.all([1, 2, 3].map((extra) => announceDueResets(scene.at(DAY + extra))));
    const links = (await listDueMails(scene.db, scene.at(2 * DAY).now, 50)).length;
    await announceDueResets(scene.at(DAY + 9));
    expect(await listDueMails(scene.db, scene.at(2 * DAY).now, 50)).toHaveLength(links);
  });

  test('attack: dies seven days after it was due, and may be scheduled again then', async () => {
    await scene.enrol(ada);
    await order(1);
    await announceDueResets(scene.at(DAY + 1));
    const link = await dueLink();
    const end = DAY + 1 + WEEK;
    expect(await scene.challenge(end, ada.user.email, link)).not.toBeNull();
    expect(await isOn(end)).toBe(true);
    await order(end);
    await announceDueResets(scene.at(end + 1));
    expect(await findReset(scene.db, ada.user.id)).toMatchObject({ scheduledAt: scene.at(end).now });
    await announceDueResets(scene.at(end + 2 * WEEK));
    expect(await findReset(scene.db, ada.user.id)).toBeNull();
  });

  test('attack: one that is cancelled and scheduled again between the check and the deletion waits its full time again', async () => {
    await scene.enrol(ada);
    await order(1);
    await announceDueResets(scene.at(DAY + 1));
    const link = await dueLink();
    const context = scene.at(DAY + 2);
    let isGivenAgain = false;
    const between: Store = {
      ...scene.db,
      transaction: async (work) => {
        if (!isGivenAgain) {
          isGivenAgain = true;
          await cancelReset(context, act());
          await order(DAY + 2);
        }
        return scene.db.transaction(work);
      },
    };
    const passed = { userId: ada.user.id, firstFactor: 'password', passwordFingerprint: null, returnTo: '/' } as const;
    expect(await completeFirstFactor({ ...context, db: between }, passed, link)).toMatchObject({ next: 'challenge' });
    expect(isGivenAgain).toBe(true);
    expect(await isOn(DAY + 2)).toBe(true);
    expect(await findReset(scene.db, ada.user.id)).toMatchObject({ dueAt: scene.at(2 * DAY + 2).now });
  });

  test('is shown on the Activity tab with the browser whose sign-in executed it', async () => {
    await scene.enrol(ada);
    await order(1);
    await announceDueResets(scene.at(DAY + 1));
    await scene.challenge(DAY + 1, ada.user.email, await dueLink());
    const { rows } = await describeActivity(scene.at(DAY + 2), en, ada.user.id, { filter: 'all', page: 1 });
    const { browser, ipAddress } = scene.at(DAY + 1).client;
    expect(rows.find(({ what }) => what === 'Two-factor authentication reset by an administrator')).toMatchObject({
      browser,
      ipAddress,
    });
  });

  const byCode = async (minute: number, code: string) =>
    verifySecondFactor(scene.at(minute), (await scene.challenge(minute)) ?? '', { method: 'totp', code });

  test('is cancelled by a second factor that was a week old when it was scheduled', async () => {
    const { codeOf } = await scene.enrol(ada);
    await order(WEEK);
    expect(await byCode(WEEK + 60, codeOf(WEEK + 60))).toMatchObject({ ok: true });
    expect(await findReset(scene.db, ada.user.id)).toBeNull();
    expect(await kinds()).toContain('second-factor-reset-stopped');
  });

  test('attack: a factor younger than a week does not cancel it, however it is used', async () => {
    const { codeOf, recoveryCodes, actor } = await scene.enrol(ada);
    await order(WEEK - 1);
    const later = WEEK + 60;
    expect(await byCode(later, codeOf(later))).toMatchObject({ ok: true });
    const typedCode = typed(recoveryCodes[0] ?? '');
    expect(await verifySecondFactor(scene.at(later), (await scene.challenge(later)) ?? '', typedCode)).toMatchObject({
      ok: true,
    });
    const submittedCode = { method: 'totp' as const, code: codeOf(later + 2) };
    expect(await objectToReset(scene.at(later + 2), ada.user.id, submittedCode)).toMatchObject({ code: 'reset-stays' });
    // Refused, it is not spent.
    expect(await renewRecoveryCodes(scene.at(later + 2), actor, { submittedCode, password: PASSWORD })).toMatchObject({
      ok: true,
    });
    expect(await findReset(scene.db, ada.user.id)).not.toBeNull();
  });

  test('"Keep it on" requires a use of the factor', async () => {
    const { codeOf } = await scene.enrol(ada);
    await order(WEEK);
    const keep = (code: string) => objectToReset(scene.at(WEEK + 1), ada.user.id, { method: 'totp', code });
    expect(await keep('000000')).toMatchObject({ code: 'code-wrong' });
    expect(await findReset(scene.db, ada.user.id)).not.toBeNull();
    expect(await keep(codeOf(WEEK + 1))).toMatchObject({ ok: true });
    expect(await findReset(scene.db, ada.user.id)).toBeNull();
  });

  test('attack: its link dies with it', async () => {
    const { codeOf } = await scene.enrol(ada);
    await order(WEEK);
    const due = WEEK + DAY;
    await announceDueResets(scene.at(due));
    const link = await dueLink();
    await byCode(due + 1, codeOf(due + 1));
    await order(due + 2);
    expect(await scene.challenge(due + DAY + 2, ada.user.email, link)).not.toBeNull();
    expect(await scene.challenge(due + DAY + 3, ada.user.email, link)).not.toBeNull();
  });

  test('attack: no mailed link cancels it, nor does a bypass code', async () => {
    await scene.enrol(ada);
    await order(WEEK);
    const made = await generateBypassCode(scene.at(WEEK + 1), act());
    const code = typed(made.ok ? made.value : '');
    expect(await verifySecondFactor(scene.at(WEEK + 2), (await scene.challenge(WEEK + 2)) ?? '', code)).toMatchObject({
      ok: true,
    });
    expect(await findReset(scene.db, ada.user.id)).not.toBeNull();
    const secret = await scene.db.transaction((tx) =>
      issueToken(scene.at(WEEK), tx, { purpose: 'not-me', owner: ada.user.id, email: ada.user.email, lifeMs: 600_000 }),
    );
    expect(await secureAccount(scene.at(WEEK + 3), secret)).toMatchObject({ ok: true });
    expect(await findReset(scene.db, ada.user.id)).not.toBeNull();
  });

  test('is scheduled once, only where there is a second factor, and never for oneself', async () => {
    expect(await scheduleReset(scene.at(0), act())).toMatchObject({ code: 'no-second-factor' });
    await scene.enrol(ada);
    expect(await scheduleReset(scene.at(0), { ...act(), by: ada.user.id })).toMatchObject({ code: 'on-oneself' });
    expect(await scheduleReset(scene.at(0), { ...act(), userId: 'nobody' })).toMatchObject({ code: 'person-unknown' });
    const both = await Promise.all([scheduleReset(scene.at(0), act()), scheduleReset(scene.at(0), act())]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'reset-ordered' });
  });

  test('notifies the user by mail and on the Activity tab, without the location of the administrator', async () => {
    await scene.enrol(ada);
    const before = (await listDueMails(scene.db, scene.at(5).now, 50)).length;
    await scheduleReset(scene.at(1), act());
    expect(await listDueMails(scene.db, scene.at(5).now, 50)).toHaveLength(before + 1);
    const { rows } = await describeActivity(scene.at(2), en, ada.user.id, { filter: 'all', page: 1 });
    expect(rows[0]).toMatchObject({
      what: 'An administrator scheduled a two-factor reset. Reason: Passport seen',
      browser: 'An administrator',
      ipAddress: 'unknown',
    });
  });
});
