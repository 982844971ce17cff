import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listDueMails } from '../../../db/mails.ts';
import { findReset } from '../../../db/second-factor-resets.ts';
import { listEvents } from '../../../db/security-events.ts';
import { listSessions } from '../../../db/sessions.ts';
import { describeActivity } from '../describe-activity.ts';
import { issueToken } from '../issue-token.ts';
import { renewRecoveryCodes } from '../renew-recovery-codes.ts';
import { makeScene, PASSWORD, type Scene } from '../scene.fixture.ts';
import { secureAccount } from '../secure-account.ts';
import { verifySecondFactor } from '../verify-second-factor.ts';
import { makeBypassCode } from './make-bypass-code.ts';
import { orderReset } from './order-reset.ts';

const DAY = 24 * 60;
let scene: Scene;
let ada: Awaited<ReturnType<Scene['person']>>;
beforeEach(async () => {
  scene = await makeScene();
  ada = await scene.person();
});
afterEach(() => scene.close());

const act = () => ({ userId: ada.user.id, reason: 'Passport seen', by: 'command:root' });
const kinds = async () => (await listEvents(scene.db, ada.user.id, null, { most: 50 })).map(({ kind }) => kind);
const typed = (code: string) => ({ method: 'recovery-code' as const, code: code.replaceAll('-', '') });

describe('a reset of the second factor', () => {
  test('waits a day, and then happens at a sign-in whose first factor was right', async () => {
    await scene.enrol(ada);
    expect(await orderReset(scene.at(1), act())).toMatchObject({ ok: true });
    expect(await scene.challenge(DAY)).not.toBeNull();
    expect(await listSessions(scene.db, ada.user.id)).toHaveLength(1);
    expect(await scene.challenge(DAY + 1)).toBeNull();
    expect(await listSessions(scene.db, ada.user.id)).toEqual([]);
    expect(await kinds()).toContain('second-factor-reset');
  });

  test('is told on the Activity tab with the browser whose sign-in carried it out', async () => {
    await scene.enrol(ada);
    await orderReset(scene.at(1), act());
    await scene.challenge(DAY + 1);
    const { rows } = await describeActivity(scene.at(DAY + 2), ada.user.id, 'all', 1);
    const { browser, address } = scene.at(DAY + 1).client;
    expect(rows.find(({ what }) => what === 'Second factor reset by an administrator')).toMatchObject({
      browser,
      address,
    });
  });

  test('is stopped by whoever still passes the second factor', async () => {
    const { codeOf } = await scene.enrol(ada);
    await orderReset(scene.at(1), act());
    const passed = await verifySecondFactor(scene.at(60), (await scene.challenge(60)) ?? '', {
      method: 'totp',
      code: codeOf(60),
    });
    expect(passed).toMatchObject({ ok: true });
    expect(await scene.challenge(2 * DAY)).not.toBeNull();
    expect(await kinds()).toContain('second-factor-reset-stopped');
  });

  test('is stopped by any other use of the factor: who gets new one-time passwords by a code keeps it', async () => {
    const { actor, codeOf } = await scene.enrol(ada);
    await orderReset(scene.at(1), act());
    const guess = { method: 'totp' as const, code: codeOf(60) };
    expect(await renewRecoveryCodes(scene.at(60), actor, { guess, password: PASSWORD })).toMatchObject({ ok: true });
    expect(await findReset(scene.db, ada.user.id)).toBeNull();
  });

  test('is stopped by no link in a mail: that proves a mailbox, not the factor', async () => {
    await scene.enrol(ada);
    await orderReset(scene.at(1), act());
    const secret = await scene.db.atomically((tx) =>
      issueToken(scene.at(1), tx, { purpose: 'not-me', owner: ada.user.id, email: ada.user.email, lifeMs: 600_000 }),
    );
    expect(await secureAccount(scene.at(2), secret)).toMatchObject({ ok: true });
    expect(await findReset(scene.db, ada.user.id)).not.toBeNull();
  });

  test('is ordered once, only where there is a second factor, and by nobody for themself', async () => {
    expect(await orderReset(scene.at(0), act())).toMatchObject({ code: 'no-second-factor' });
    await scene.enrol(ada);
    expect(await orderReset(scene.at(0), { ...act(), by: ada.user.id })).toMatchObject({ code: 'on-oneself' });
    expect(await orderReset(scene.at(0), { ...act(), userId: 'nobody' })).toMatchObject({ code: 'person-unknown' });
    const both = await Promise.all([orderReset(scene.at(0), act()), orderReset(scene.at(0), act())]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'reset-ordered' });
  });

  test('is told to the person by mail and on the Activity tab, without the whereabouts of the administrator', async () => {
    await scene.enrol(ada);
    const before = (await listDueMails(scene.db, scene.at(5).now, 50)).length;
    await orderReset(scene.at(1), act());
    expect(await listDueMails(scene.db, scene.at(5).now, 50)).toHaveLength(before + 1);
    const { rows } = await describeActivity(scene.at(2), ada.user.id, 'all', 1);
    expect(rows[0]).toMatchObject({
      what: 'Reset of the second factor ordered by an administrator: Passport seen',
      browser: 'An administrator',
      address: 'unknown',
    });
  });
});

describe('a bypass code', () => {
  const make = async (minute: number) => {
    const made = await makeBypassCode(scene.at(minute), act());
    if (!made.ok) throw new Error(made.code);
    return made.value;
  };
  const tryIn = async (minute: number, code: string) =>
    verifySecondFactor(scene.at(minute), (await scene.challenge(minute)) ?? '', typed(code));

  test('opens one sign-in behind the first factor, and leads to new one-time passwords', async () => {
    const { actor, recoveryCodes } = await scene.enrol(ada);
    const code = await make(1);
    expect(await tryIn(2, code)).toMatchObject({ ok: true, value: { methods: ['password', 'bypass-code'] } });
    expect(await tryIn(3, code)).toMatchObject({ code: 'recovery-code-wrong' });
    const cameIn = { ...actor, methods: ['password', 'bypass-code'] as const, signedInAt: scene.at(2).now };
    const renewed = await renewRecoveryCodes(scene.at(4), cameIn, { guess: null, password: PASSWORD });
    expect(renewed).toMatchObject({ ok: true });
    expect(await tryIn(5, recoveryCodes[0] ?? '')).toMatchObject({ code: 'recovery-code-wrong' });
    expect(await kinds()).toEqual(expect.arrayContaining(['bypass-code-made', 'bypass-code-used']));
  });

  test('is dead after thirty minutes, and when a newer one is made', async () => {
    await scene.enrol(ada);
    const [first, second] = [await make(0), await make(1)];
    expect(await tryIn(2, first)).toMatchObject({ code: 'recovery-code-wrong' });
    expect(await tryIn(32, second)).toMatchObject({ code: 'recovery-code-wrong' });
  });

  test('of twenty uses at once one wins', async () => {
    await scene.enrol(ada);
    const code = await make(0);
    const secrets = await Promise.all(Array.from({ length: 20 }, () => scene.challenge(1)));
    const all = await Promise.all(secrets.map((secret) => verifySecondFactor(scene.at(1), secret ?? '', typed(code))));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('leaves the ten one-time passwords as they are, and is none of them', async () => {
    const { recoveryCodes } = await scene.enrol(ada);
    await tryIn(2, await make(1));
    expect(await tryIn(3, recoveryCodes[9] ?? '')).toMatchObject({ ok: true });
  });

  test('is refused where two-factor is off', async () => {
    expect(await makeBypassCode(scene.at(0), act())).toMatchObject({ code: 'no-second-factor' });
  });
});
