import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimAttempt } from '../../db/attempts.ts';
import { hashToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import { accountCounter } from '../rules/attempt-limit.ts';
import { canonicalRecoveryCode } from '../rules/recovery-codes.ts';
import type { Context } from './context.ts';
import { describeSessions } from './describe-activity.ts';
import { endSession } from './end-sessions.ts';
import { beginMove, completeMove } from './move-authenticator.ts';
import { openSession } from './open-session.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { makeScene, PASSWORD, type Scene } from './scene.fixture.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.close());

const from = (context: Context, client: Partial<Context['client']>): Context => ({
  ...context,
  client: { ...context.client, ...client },
});
const guess = (context: Context, password: string, email = 'ada@example.com') =>
  signInWithPassword(context, { email, password });

describe('an outsider cannot lock the owner out (attack B-11)', () => {
  test('a browser that signed in before has its own counter', async () => {
    const { user } = await scene.person();
    const home = from(scene.at(0), { browserHash: 'the browser at home', address: '203.0.113.7' });
    await openSession(home, { userId: user.id, methods: ['password'], passwordStamp: null });
    for (let count = 0; count < 12; count += 1)
      await guess(from(scene.at(1), { address: '198.51.100.9' }), `wrong ${count}`);
    expect(await guess(from(scene.at(1), { address: '198.51.100.9' }), PASSWORD)).toMatchObject({
      code: 'too-many-attempts',
    });
    expect(await guess(from(home, {}), PASSWORD)).toMatchObject({ ok: true });
    // A made-up cookie is no known browser.
    expect(await guess(from(scene.at(1), { browserHash: 'made up' }), PASSWORD)).toMatchObject({
      code: 'too-many-attempts',
    });
  });

  test('but its counter is a counter too', async () => {
    const { user } = await scene.person();
    const home = from(scene.at(0), { browserHash: 'the browser at home' });
    await openSession(home, { userId: user.id, methods: ['password'], passwordStamp: null });
    for (let count = 0; count < 10; count += 1) await guess(home, `wrong ${count}`);
    expect(await guess(home, PASSWORD)).toMatchObject({ code: 'too-many-attempts' });
  });

  test('ten browsers are remembered; from a full list the youngest goes, never the first of its owner', async () => {
    const { user } = await scene.person();
    for (let count = 0; count < 12; count += 1) {
      await openSession(from(scene.at(count), { browserHash: `browser ${count}` }), {
        userId: user.id,
        methods: ['password'],
        passwordStamp: null,
      });
    }
    const known = await scene.db.sql.select().from(scene.db.tables.knownBrowsers);
    expect(known.map(({ tokenHash }) => tokenHash).toSorted()).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 11].map((count) => `browser ${count}`).toSorted(),
    );
  });
});

describe('one address cannot try everybody', () => {
  test('and a success gives it back no more than that one guess', async () => {
    await scene.person();
    const context = from(scene.at(1), { address: '2001:db8:1:2::1' });
    for (let count = 0; count < limits.addressAttemptsPerHour; count += 1) {
      await claimAttempt(
        scene.db,
        {
          ...accountCounter('password', '', { ...context.client, knownBrowser: null }),
          key: '@2001:db8:1:2::/64',
          inARow: 1e9,
          perWindow: 300,
          windowMs: 3_600_000,
        },
        context.now,
      );
      if (count === 200) expect(await guess(context, PASSWORD)).toMatchObject({ ok: true });
    }
    expect(await guess(from(context, { address: '2001:db8:1:2:ffff::9' }), PASSWORD)).toMatchObject({
      code: 'too-many-attempts',
      facts: { minutes: 60 },
    });
    expect(await guess(from(context, { address: '2001:db8:1:3::1' }), PASSWORD)).toMatchObject({ ok: true });
  });
});

describe('a hundred wrong codes in a row', () => {
  test('switch the codes off, not two-factor: a one-time password is needed, then a new set-up', async () => {
    const { codeOf, recoveryCodes, actor } = await scene.enrol(await scene.person());
    const day = 60 * 24;
    let minute = 2;
    for (let count = 0; count < 99; count += 1) {
      const wrong = await verifySecondFactor(scene.at(minute), (await scene.challenge(minute)) ?? '', {
        method: 'totp',
        code: '000000',
      });
      // Waits are waited, and the budget of a day lasts for forty.
      if (!wrong.ok && wrong.code === 'too-many-attempts') {
        minute += wrong.facts.minutes ?? day;
        count -= 1;
      }
    }
    minute += day;
    const refused = await verifySecondFactor(scene.at(minute), (await scene.challenge(minute)) ?? '', {
      method: 'totp',
      code: codeOf(minute),
    });
    expect(refused).toMatchObject({ code: 'authenticator-suspended' });
    const recovery = { method: 'recovery-code', code: canonicalRecoveryCode(recoveryCodes[0] ?? '') ?? '' } as const;
    expect(await verifySecondFactor(scene.at(minute), (await scene.challenge(minute)) ?? '', recovery)).toMatchObject({
      ok: true,
    });
    const second = { method: 'recovery-code', code: canonicalRecoveryCode(recoveryCodes[1] ?? '') ?? '' } as const;
    const begun = await beginMove(scene.at(minute), actor, { guess: second, password: PASSWORD });
    expect(begun).toMatchObject({ ok: true });
    const moving = { ...actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    const newCode = await scene.pendingCode(moving);
    expect(await completeMove(scene.at(minute), moving, { code: newCode(minute), renewCodes: false })).toMatchObject({
      ok: true,
    });
    // The wrong codes were about the old secret: the first code of the new app opens the account.
    minute += 1;
    const challenge = (await scene.challenge(minute)) ?? '';
    expect(
      await verifySecondFactor(scene.at(minute), challenge, { method: 'totp', code: newCode(minute) }),
    ).toMatchObject({
      ok: true,
    });
  });
});

describe('sessions', () => {
  test('more than fifty end the oldest (attack S-17)', async () => {
    const { user, actor } = await scene.person();
    for (let count = 0; count < 55; count += 1)
      await openSession(scene.at(1 + count), { userId: user.id, methods: ['password'], passwordStamp: null });
    const sessions = await describeSessions(scene.at(60), actor);
    expect(sessions).toHaveLength(50);
    expect(sessions.some((session) => session.idHash === actor.sessionIdHash)).toBe(false);
  });

  test('of others cannot be ended, and look like none (attack S-11)', async () => {
    const ada = await scene.person('ada@example.com');
    const eve = await scene.person('eve@example.com');
    expect(await endSession(scene.at(1), eve.actor, ada.actor.sessionIdHash)).toBe(false);
    expect(await describeSessions(scene.at(1), ada.actor)).toHaveLength(1);
  });
});

describe('new one-time passwords', () => {
  test('of twenty renewals at once one wins, and its set is the one that is stored (attack X-08)', async () => {
    const person = await scene.person();
    const { actor, codeOf } = await scene.enrol(person);
    const outcomes = await Promise.all(
      Array.from({ length: 9 }, () =>
        renewRecoveryCodes(scene.at(2), actor, { guess: { method: 'totp', code: codeOf(2) }, password: PASSWORD }),
      ),
    );
    const won = outcomes.filter((outcome) => outcome.ok);
    expect(won).toHaveLength(1);
    const code = won[0]?.ok ? (canonicalRecoveryCode(won[0].value.recoveryCodes[4] ?? '') ?? '') : '';
    expect(
      await verifySecondFactor(scene.at(3), (await scene.challenge(3)) ?? '', { method: 'recovery-code', code }),
    ).toMatchObject({ ok: true });
  });
});
