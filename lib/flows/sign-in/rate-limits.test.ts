import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tryConsume } from '../../../db/queries/attempts.ts';
import { disableAuthenticator, findConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { updateEmail } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Message } from '../../mail/transport.ts';
import { accountCounter, mailCounter, sharedCounters } from '../../rules/sign-in/rate-limit.ts';
import { canonicalRecoveryCode } from '../../rules/two-factor/recovery-codes.ts';
import { choosePassword } from '../account/choose-password.ts';
import { deleteAccount } from '../account/delete-account.ts';
import { revokeOwnSession } from '../account/revoke-sessions.ts';
import { describeSessions } from '../account/steps/describe-activity.ts';
import { generateBypassCode } from '../admin/generate-bypass-code.ts';
import type { Context } from '../context.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { deleteExpired } from '../operations/delete-expired.ts';
import { requestSignUp } from '../sign-up/request-sign-up.ts';
import { disableTwoFactor } from '../two-factor/disable-two-factor.ts';
import { beginMove, completeMove } from '../two-factor/move-authenticator.ts';
import { renewRecoveryCodes } from '../two-factor/renew-recovery-codes.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { consumeAll, liftSecondFactorLocks } from './steps/consume-attempt.ts';
import { createSession } from './steps/create-session.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const from = (context: Context, client: Partial<Context['client']>): Context => ({
  ...context,
  client: { ...context.client, ...client },
});
const tryPassword = (context: Context, password: string, email = 'ada@example.com') =>
  signInWithPassword(context, { email, password });

describe('an outsider cannot lock the owner out (attack B-11)', () => {
  test('a browser that signed in before has its own counter', async () => {
    const { user } = await testEnvironment.person();
    const home = from(testEnvironment.at(0), { deviceCookieHash: 'the browser at home', ipAddress: '203.0.113.7' });
    await createSession(home, { userId: user.id, methods: ['password'], passwordFingerprint: null });
    for (let count = 0; count < 12; count += 1)
      await tryPassword(from(testEnvironment.at(1), { ipAddress: '198.51.100.9' }), `wrong ${count}`);
    expect(await tryPassword(from(testEnvironment.at(1), { ipAddress: '198.51.100.9' }), PASSWORD)).toMatchObject({
      code: 'too-many-attempts',
    });
    expect(await tryPassword(from(home, {}), PASSWORD)).toMatchObject({ ok: true });
    // A made-up cookie isn't a known browser.
    expect(await tryPassword(from(testEnvironment.at(1), { deviceCookieHash: 'made up' }), PASSWORD)).toMatchObject({
      code: 'too-many-attempts',
    });
  });

  test('but its counter is a counter too', async () => {
    const { user } = await testEnvironment.person();
    const home = from(testEnvironment.at(0), { deviceCookieHash: 'the browser at home' });
    await createSession(home, { userId: user.id, methods: ['password'], passwordFingerprint: null });
    for (let count = 0; count < 10; count += 1) await tryPassword(home, `wrong ${count}`);
    expect(await tryPassword(home, PASSWORD)).toMatchObject({ code: 'too-many-attempts' });
  });

  test('ten browsers are remembered; from a full list the youngest goes, never the first of its owner', async () => {
    const { user } = await testEnvironment.person();
    for (let count = 0; count < 12; count += 1) {
      await createSession(from(testEnvironment.at(count), { deviceCookieHash: `browser ${count}` }), {
        userId: user.id,
        methods: ['password'],
        passwordFingerprint: null,
      });
    }
    const known = await testEnvironment.db.sql.select().from(testEnvironment.db.tables.deviceCookies);
    expect(known.map(({ tokenHash }) => tokenHash).toSorted()).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 11].map((count) => `browser ${count}`).toSorted(),
    );
  });
});

/** Wrong passwords from here, each on an account of its own. Returns how many were evaluated. */
async function spray(addresses: (turn: number) => string, turns: number): Promise<number> {
  let evaluated = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const counters = sharedCounters('password', { address: addresses(turn), deviceCookie: null });
    if ((await consumeAll(testEnvironment.at(1), counters)).ok) evaluated += 1;
  }
  return evaluated;
}
const here = (address: string) => from(testEnvironment.at(1), { ipAddress: address });

describe('one IP address cannot try every account', () => {
  test('and a success refunds no more than that one attempt', async () => {
    await testEnvironment.person();
    expect(await spray(() => '198.51.100.7', 200)).toBe(200);
    expect(await tryPassword(here('198.51.100.7'), PASSWORD)).toMatchObject({ ok: true });
    expect(await spray(() => '198.51.100.7', 200)).toBe(100);
    expect(await tryPassword(here('198.51.100.7'), PASSWORD)).toMatchObject({
      code: 'too-many-attempts',
      facts: { minutes: 60 },
    });
    expect(await tryPassword(here('198.51.100.8'), PASSWORD)).toMatchObject({ ok: true });
  });

  test('attack: a whole network gains nothing, and one /64 cannot use up what its /48 has', async () => {
    await testEnvironment.person();
    expect(await spray(() => '2001:db8:1:2::1', 400)).toBe(100);
    expect(await tryPassword(here('2001:db8:1:2:ffff::9'), PASSWORD)).toMatchObject({ code: 'too-many-attempts' });
    expect(await tryPassword(here('2001:db8:1:3::1'), PASSWORD)).toMatchObject({ ok: true });
    expect(await spray((turn) => `2001:db8:1:${turn + 16}::1`, 1000)).toBe(200);
    expect(await tryPassword(here('2001:db8:2::1'), PASSWORD)).toMatchObject({ ok: true });
    expect(await spray((turn) => `192.0.2.${turn % 256}`, 1000)).toBe(600);
  });

  test('attack: one attacker does not lock an office out of its own browsers, nor a locked account all others', async () => {
    const { user } = await testEnvironment.person();
    const desk = from(here('198.51.100.7'), { deviceCookieHash: 'the desk' });
    await createSession(desk, { userId: user.id, methods: ['password'], passwordFingerprint: null });
    for (let count = 0; count < 10; count += 1)
      await tryPassword(here('198.51.100.7'), `wrong ${count}`, 'eve@example.com');
    for (let count = 0; count < 30; count += 1)
      expect(await tryPassword(here('198.51.100.7'), PASSWORD, 'eve@example.com')).toMatchObject({
        code: 'too-many-attempts',
      });
    // The ten that were evaluated, and not one of the thirty that were not.
    expect(await spray(() => '198.51.100.7', 400)).toBe(290);
    expect(await tryPassword(here('198.51.100.7'), PASSWORD)).toMatchObject({ code: 'too-many-attempts' });
    expect(await tryPassword(desk, PASSWORD)).toMatchObject({ ok: true });
  });
});

const tryCode = async (context: Context, minute: number, code: string) =>
  verifySecondFactor(
    { ...context, now: testEnvironment.at(minute).now },
    (await testEnvironment.challenge(minute)) ?? '',
    {
      method: 'totp',
      code,
    },
  );
const tryRecovery = async (context: Context, minute: number, code = '') =>
  verifySecondFactor(
    { ...context, now: testEnvironment.at(minute).now },
    (await testEnvironment.challenge(minute)) ?? '',
    {
      method: 'recovery-code',
      code: canonicalRecoveryCode(code) ?? '',
    },
  );
const NO_CODE = 'AAAA-AAAA-AAAA-AAAA';

describe('a thief with the password cannot lock the owner out of the second factor', () => {
  /** A user with two-factor on and a browser at home; a thief has used up what strangers have. */
  async function hammered() {
    const person = await testEnvironment.person();
    const enrolled = await testEnvironment.enrol(person);
    const home = from(testEnvironment.at(2), { deviceCookieHash: 'home' });
    expect(await tryCode(home, 2, enrolled.codeOf(2))).toMatchObject({ ok: true });
    for (let count = 0; count < 10; count += 1) {
      await tryCode(testEnvironment.at(3), 3, '000000');
      await tryRecovery(testEnvironment.at(3), 3, NO_CODE);
    }
    expect(await tryCode(testEnvironment.at(3), 3, enrolled.codeOf(3))).toMatchObject({
      code: 'too-many-attempts',
      facts: { minutes: 15 },
    });
    expect(await tryRecovery(testEnvironment.at(3), 3, enrolled.recoveryCodes[0])).toMatchObject({
      code: 'too-many-attempts',
      facts: { minutes: 1440 },
    });
    return { ...enrolled, home, person };
  }

  test('attack: codes and one-time passwords still work in a browser that the account knows', async () => {
    const { home, codeOf, recoveryCodes } = await hammered();
    expect(await tryCode(home, 4, codeOf(4))).toMatchObject({ ok: true });
    expect(await tryRecovery(home, 4, recoveryCodes[0])).toMatchObject({ ok: true });
    expect(await tryCode(from(home, { deviceCookieHash: 'made up' }), 5, codeOf(5))).toMatchObject({
      code: 'too-many-attempts',
    });
  });

  test('attack: all known browsers of an account share twenty codes a day', async () => {
    const { codeOf } = await testEnvironment.enrol(await testEnvironment.person());
    const browsers = Array.from({ length: 3 }, (_, index) =>
      from(testEnvironment.at(2), { deviceCookieHash: `browser ${index}` }),
    );
    for (const [index, browser] of browsers.entries())
      expect(await tryCode(browser, 2 + index, codeOf(2 + index))).toMatchObject({ ok: true });
    let evaluated = 0;
    for (let minute = 10; minute < 200; minute += 4) {
      const wrong = await tryCode(browsers[minute % 3] ?? testEnvironment.at(2), minute, '000000');
      if (!wrong.ok && wrong.code === 'code-wrong') evaluated += 1;
    }
    expect(evaluated).toBe(20);
  });

  test('attack: a bypass code has a counter of its own, which a new code resets', async () => {
    const { person, recoveryCodes } = await hammered();
    const make = async (minute: number) => {
      const made = await generateBypassCode(testEnvironment.at(minute), {
        userId: person.user.id,
        reason: 'Called',
        by: 'command:root',
      });
      return made.ok ? made.value : '';
    };
    await make(4);
    // Locked one-time passwords stay locked beside it.
    expect(await tryRecovery(testEnvironment.at(5), 5, recoveryCodes[0])).toMatchObject({ code: 'too-many-attempts' });
    for (let count = 0; count < 12; count += 1) await tryRecovery(testEnvironment.at(5), 5, NO_CODE);
    const fresh = await make(6);
    expect(await tryRecovery(testEnvironment.at(7), 7, fresh)).toMatchObject({ ok: true });
  });

  test('a changed password lifts lockouts, but a hundred wrong codes stay a hundred', async () => {
    const { person, actor, codeOf, recoveryCodes } = await hammered();
    const change = async (minute: number, current: string, chosen: string) =>
      expect(await choosePassword(testEnvironment.at(minute), actor, { current, chosen })).toMatchObject({ ok: true });
    await change(4, PASSWORD, 'another four word phrase');
    expect(await tryRecovery(testEnvironment.at(5), 5, recoveryCodes[0])).toMatchObject({ ok: true });
    expect(await tryCode(testEnvironment.at(5), 5, codeOf(5))).toMatchObject({ ok: true });
    let evaluated = 0;
    const { attempts } = testEnvironment.db.tables;
    for (let turn = 0; turn < 15; turn += 1) {
      const minute = 6 + turn;
      for (let count = 0; count < 10; count += 1) {
        const wrong = await tryCode(testEnvironment.at(minute), minute, '000000');
        if (!wrong.ok && wrong.code === 'code-wrong') evaluated += 1;
      }
      await testEnvironment.db.transaction((tx) => query(liftSecondFactorLocks(tx, person.user.id)));
    }
    expect(evaluated).toBe(99);
    expect((await testEnvironment.db.sql.select().from(attempts)).map(({ key }) => key)).toContain(
      `totp:${person.user.id}`,
    );
  });

  test('attack: a hundred wrong codes of outsiders leave the app working where the account knows the browser', async () => {
    const person = await testEnvironment.person();
    const { codeOf } = await testEnvironment.enrol(person);
    const home = from(testEnvironment.at(2), { deviceCookieHash: 'home' });
    expect(await tryCode(home, 2, codeOf(2))).toMatchObject({ ok: true });
    const app = await findConfirmedAuthenticator(testEnvironment.db, person.user.id);
    await testEnvironment.db.transaction((tx) =>
      query(disableAuthenticator(tx, app?.id ?? '', testEnvironment.at(3).now)),
    );
    expect(await tryCode(testEnvironment.at(4), 4, codeOf(4))).toMatchObject({ code: 'authenticator-suspended' });
    expect(await tryCode(home, 4, codeOf(4))).toMatchObject({ ok: true });
  });

  test('attack: another address is no new budget', async () => {
    const { actor, person } = await hammered();
    await testEnvironment.db.transaction((tx) => query(updateEmail(tx, person.user.id, 'elsewhere@example.com', null)));
    const disable = { submittedCode: { method: 'totp' as const, code: '000000' }, password: PASSWORD };
    expect(await disableTwoFactor(testEnvironment.at(4), actor, disable)).toMatchObject({ code: 'too-many-attempts' });
  });
});

describe('counters end', () => {
  test('with their window and lockout, in batches; a hundred wrong codes are remembered for a month', async () => {
    const day = 24 * 60;
    const keep = accountCounter('totp', { email: '', id: 'kept' }, { address: 'unknown', deviceCookie: null });
    for (let count = 0; count < 10; count += 1) await tryConsume(testEnvironment.db, keep, testEnvironment.at(0).now);
    for (let count = 0; count < 2500; count += 1)
      await tryConsume(testEnvironment.db, mailCounter(`m${count}@example.com`), testEnvironment.at(0).now);
    await tryPassword(testEnvironment.at(0), 'wrong', 'nobody@example.com');
    const left = async (minute: number) => {
      await deleteExpired(testEnvironment.at(minute));
      return (await testEnvironment.db.sql.select().from(testEnvironment.db.tables.attempts)).map(({ key }) => key);
    };
    expect(await left(59)).toHaveLength(2505);
    expect(await left(60)).toEqual(expect.arrayContaining(['password:nobody@example.com', keep.key]));
    expect(await left(61)).toHaveLength(2);
    expect(await left(day)).toEqual([keep.key]);
    expect(await left(29 * day)).toEqual([keep.key]);
    expect(await left(30 * day)).toEqual([]);
  });

  test('of an account with the account', async () => {
    const person = await testEnvironment.person();
    const home = from(testEnvironment.at(0), { deviceCookieHash: 'home' });
    await createSession(home, { userId: person.user.id, methods: ['password'], passwordFingerprint: null });
    const { codeOf, actor } = await testEnvironment.enrol(person);
    await tryPassword(home, 'wrong');
    await tryPassword(testEnvironment.at(1), 'wrong');
    await tryCode(testEnvironment.at(2), 2, '000000');
    await tryCode(home, 2, '000000');
    await tryRecovery(testEnvironment.at(2), 2, NO_CODE);
    const gone = await deleteAccount(testEnvironment.at(3), actor, {
      typedEmail: person.user.email,
      password: PASSWORD,
      submittedCode: { method: 'totp', code: codeOf(3) },
    });
    expect(gone).toMatchObject({ ok: true });
    const left = (await testEnvironment.db.sql.select().from(testEnvironment.db.tables.attempts)).map(({ key }) => key);
    expect(left.filter((key) => /ada@example|ada|home/.test(key) || key.includes(person.user.id))).toEqual([]);
  });
});

describe('sign-ups from one source', () => {
  const join = (context: Context, turn: number) =>
    requestSignUp(context, {
      name: 'Win a phone: https://evil.example/x',
      email: `v${turn}@example.com`,
      password: PASSWORD,
    });

  test('attack: are twenty an hour, counted before the hash, and say nothing of the name', async () => {
    for (let turn = 0; turn < 20; turn += 1) expect(await join(here('198.51.100.7'), turn)).toMatchObject({ ok: true });
    expect(await join(here('198.51.100.7'), 20)).toMatchObject({ code: 'too-many-attempts', facts: { minutes: 60 } });
    expect(await join(here('198.51.100.8'), 21)).toMatchObject({ ok: true });
    const messages: Message[] = [];
    while (await sendQueuedMail(testEnvironment.at(2), { send: async (message) => void messages.push(message) }));
    expect(messages).toHaveLength(21);
    expect(messages.filter(({ text, html, subject }) => /phone|evil/.test(text + html + subject))).toEqual([]);
  });
});

describe('a hundred consecutive wrong codes', () => {
  test('disable the codes, not two-factor: a one-time password is needed, then a new set-up', async () => {
    const { codeOf, recoveryCodes, actor } = await testEnvironment.enrol(await testEnvironment.person());
    const day = 60 * 24;
    let minute = 2;
    for (let count = 0; count < 99; count += 1) {
      const wrong = await verifySecondFactor(
        testEnvironment.at(minute),
        (await testEnvironment.challenge(minute)) ?? '',
        {
          method: 'totp',
          code: '000000',
        },
      );
      // Lockouts pass, and the budget of a day lasts for forty.
      if (!wrong.ok && wrong.code === 'too-many-attempts') {
        minute += wrong.facts.minutes ?? day;
        count -= 1;
      }
    }
    minute += day;
    const refused = await verifySecondFactor(
      testEnvironment.at(minute),
      (await testEnvironment.challenge(minute)) ?? '',
      {
        method: 'totp',
        code: codeOf(minute),
      },
    );
    expect(refused).toMatchObject({ code: 'authenticator-suspended' });
    const recovery = { method: 'recovery-code', code: canonicalRecoveryCode(recoveryCodes[0] ?? '') ?? '' } as const;
    expect(
      await verifySecondFactor(testEnvironment.at(minute), (await testEnvironment.challenge(minute)) ?? '', recovery),
    ).toMatchObject({
      ok: true,
    });
    const second = { method: 'recovery-code', code: canonicalRecoveryCode(recoveryCodes[1] ?? '') ?? '' } as const;
    const begun = await beginMove(testEnvironment.at(minute), actor, {
      authenticatorId: await testEnvironment.authenticatorId(actor.userId),
      submittedCode: second,
      password: PASSWORD,
    });
    expect(begun).toMatchObject({ ok: true });
    const moving = { ...actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    const newCode = await testEnvironment.pendingCode(moving);
    expect(
      await completeMove(testEnvironment.at(minute), moving, { code: newCode(minute), renewCodes: false }),
    ).toMatchObject({
      ok: true,
    });
    // The wrong codes were about the old secret: the first code of the new app opens the account.
    minute += 1;
    const challenge = (await testEnvironment.challenge(minute)) ?? '';
    expect(
      await verifySecondFactor(testEnvironment.at(minute), challenge, { method: 'totp', code: newCode(minute) }),
    ).toMatchObject({
      ok: true,
    });
  });
});

describe('sessions', () => {
  test('more than fifty end the oldest (attack S-17)', async () => {
    const { user, actor } = await testEnvironment.person();
    for (let count = 0; count < 55; count += 1)
      await createSession(testEnvironment.at(1 + count), {
        userId: user.id,
        methods: ['password'],
        passwordFingerprint: null,
      });
    const sessions = await describeSessions(testEnvironment.at(60), actor);
    expect(sessions).toHaveLength(50);
    expect(sessions.some((session) => session.idHash === actor.sessionIdHash)).toBe(false);
  });

  test('of other users cannot be ended, and look like none (attack S-11)', async () => {
    const ada = await testEnvironment.person('ada@example.com');
    const eve = await testEnvironment.person('eve@example.com');
    expect(await revokeOwnSession(testEnvironment.at(1), eve.actor, ada.actor.sessionIdHash)).toBe(false);
    expect(await describeSessions(testEnvironment.at(1), ada.actor)).toHaveLength(1);
  });
});

describe('new one-time passwords', () => {
  test('of twenty renewals at once one wins, and its set is the one that is stored (attack X-08)', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf } = await testEnvironment.enrol(person);
    const outcomes = await Promise.all(
      Array.from({ length: 9 }, () =>
        renewRecoveryCodes(testEnvironment.at(2), actor, {
          submittedCode: { method: 'totp', code: codeOf(2) },
          password: PASSWORD,
        }),
      ),
    );
    const won = outcomes.filter((outcome) => outcome.ok);
    expect(won).toHaveLength(1);
    const code = won[0]?.ok ? (canonicalRecoveryCode(won[0].value.recoveryCodes[4] ?? '') ?? '') : '';
    expect(
      await verifySecondFactor(testEnvironment.at(3), (await testEnvironment.challenge(3)) ?? '', {
        method: 'recovery-code',
        code,
      }),
    ).toMatchObject({ ok: true });
  });
});
