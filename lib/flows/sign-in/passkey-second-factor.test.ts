/** A passkey behind the password, in place of a code: whatever else its assertion was made for, it is refused here. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listSessions } from '../../../db/queries/sessions.ts';
import { setDisabled } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { COOKIE, withPasskeys } from '../../../test/passkey-environment.ts';
import { flags, makeAuthenticator } from '../../../test/software-authenticator.ts';
import { limits } from '../../config/limits.ts';
import { scheduleReset } from '../admin/schedule-reset.ts';
import { beginSecondFactor } from './begin-second-factor.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

const DAY = 24 * 60;

let testEnvironment: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  passkeys = withPasskeys(testEnvironment);
}, 60_000);
afterEach(() => testEnvironment.close());

/** Someone with a password, an app and a passkey. */
async function protect(email = 'ada@example.com', addedAt = 2, options: Parameters<typeof makeAuthenticator>[0] = {}) {
  const person = await testEnvironment.person(email);
  const enrolled = await testEnvironment.enrol(person);
  const authenticator = makeAuthenticator(options);
  const code = { method: 'totp', code: enrolled.codeOf(addedAt) } as const;
  const { id, actor } = await passkeys.add(enrolled.actor, authenticator, addedAt, code);
  return { user: person.user, codeOf: enrolled.codeOf, actor, authenticator, id };
}
async function challengeAt(minute: number, email?: string) {
  const secret = await testEnvironment.challenge(minute, email);
  if (!secret) throw new Error('Nothing is asked');
  return secret;
}
const sessionsOf = async (userId: string) => (await listSessions(testEnvironment.db, userId)).length;
async function events(kind: string) {
  const { sql, tables } = testEnvironment.db;
  return (await sql.select().from(tables.securityEvents)).filter((event) => event.kind === kind);
}

test('after the password a passkey is asked in place of a code, and the session knows both', async () => {
  const { user, authenticator, id } = await protect();
  const passed = await passkeys.confirm(authenticator, 10, await challengeAt(10));
  expect(passed).toMatchObject({ ok: true, value: { userId: user.id, methods: ['password', 'passkey'] } });
  const [newest] = await listSessions(testEnvironment.db, user.id);
  expect(newest).toMatchObject({ authenticationMethods: ['password', 'passkey'], passkeyId: id });
  expect((await events('signed-in')).at(-1)?.details).toEqual({
    methods: ['password', 'passkey'],
    passkey: 'Chrome on Windows',
  });
});

test('only the passkeys of the person who passed the first factor are named, and looking writes nothing', async () => {
  const ada = await protect();
  await protect('eve@example.com');
  const challenge = await challengeAt(10);
  const rows = async () =>
    (await testEnvironment.db.sql.select().from(testEnvironment.db.tables.spentCeremonies)).length;
  const before = await rows();
  const options = await passkeys.secondOptions(10, challenge);
  expect(options.allowCredentials).toEqual([
    { id: ada.authenticator.credentialId, type: 'public-key', transports: ['internal'] },
  ]);
  expect(options.userVerification).toBe('preferred');
  expect(await rows()).toBe(before);
  expect(await beginSecondFactor(testEnvironment.at(10), 'no such sign-in')).toBeNull();
  expect(await beginSecondFactor(testEnvironment.at(10 + limits.challengeLifeMs / 60_000), challenge)).toBeNull();
});

test('a passkey for another host name is not offered', async () => {
  const { authenticator } = await protect();
  const challenge = await challengeAt(10);
  const { sql, tables } = testEnvironment.db;
  await sql.update(tables.passkeys).set({ rpId: 'old.example.com' });
  expect(await beginSecondFactor(testEnvironment.at(10), challenge)).toBeNull();
  expect(authenticator.credentialId).toBeTruthy();
});

test('attack W-10: a passkey that was only touched is a second factor, and says so', async () => {
  const { authenticator } = await protect();
  const passed = await passkeys.confirm(authenticator, 10, await challengeAt(10), { flags: flags.UP });
  expect(passed).toMatchObject({ ok: true, value: { methods: ['password', 'security-key'] } });
});

describe('attack W-02: the answer to one challenge, used for another', () => {
  const purposes = ['sign-in', 'second-factor', 'add'] as const;
  type Purpose = (typeof purposes)[number];
  const crossings = purposes.flatMap((made) =>
    purposes.flatMap((used) => (made === used ? [] : [[made, used] as const])),
  );

  /** Everything that is open for one person at once. */
  async function open() {
    const ada = await protect();
    const adding = await passkeys.begin(ada.actor, 10, { submittedCode: { method: 'totp', code: ada.codeOf(10) } });
    const challenge = await challengeAt(10);
    const optionsOf: Record<Purpose, { challenge: string }> = {
      'sign-in': await passkeys.options(10),
      'second-factor': await passkeys.secondOptions(10, challenge),
      add: adding.options,
    };
    const use: Record<Purpose, (assertion: string) => Promise<unknown>> = {
      'sign-in': (assertion) => signInWithPasskey(testEnvironment.at(10), { assertion, secret: COOKIE, before: null }),
      'second-factor': (assertion) =>
        verifySecondFactor(testEnvironment.at(10), challenge, { method: 'passkey', assertion }),
      add: async (assertion) => passkeys.complete(adding.actor, assertion, 10),
    };
    return { ada, optionsOf, use };
  }

  test.each(crossings)('made for %s, sent for %s: refused', async (made, used) => {
    const { ada, optionsOf, use } = await open();
    const before = await sessionsOf(ada.user.id);
    const answer =
      used === 'add'
        ? makeAuthenticator().register({ challenge: optionsOf[made].challenge, user: { id: 'AAAA' } })
        : ada.authenticator.assert(optionsOf[made]);
    expect(await use[used](answer)).toMatchObject({ ok: false, code: 'passkey-expired' });
    expect(await sessionsOf(ada.user.id)).toBe(before);
  });

  test('and each is good for its own', async () => {
    const { ada, optionsOf, use } = await open();
    for (const purpose of ['sign-in', 'second-factor'] as const)
      expect(await use[purpose](ada.authenticator.assert(optionsOf[purpose]))).toMatchObject({ ok: true });
  });
});

describe('attack W-05: an assertion behind the wrong sign-in', () => {
  test('one’s own passkey does not confirm the sign-in of somebody else', async () => {
    const ada = await protect();
    const eve = await protect('eve@example.com');
    const challenge = await challengeAt(10);
    const options = await passkeys.secondOptions(10, challenge);
    const before = await sessionsOf(ada.user.id);
    for (const forged of [{}, { id: ada.authenticator.credentialId }, { userHandle: null }])
      expect(
        await verifySecondFactor(testEnvironment.at(10), challenge, {
          method: 'passkey',
          assertion: eve.authenticator.assert(options, forged),
        }),
      ).toMatchObject({ ok: false, code: 'passkey-failed' });
    expect(await sessionsOf(ada.user.id)).toBe(before);
    expect((await events('code-refused')).map(({ details }) => details)).toEqual(
      Array(3).fill({ method: 'passkey', firstFactor: 'password', refusal: 'passkey-failed' }),
    );
  });

  test('what confirms one sign-in confirms no other of the same person', async () => {
    const { authenticator } = await protect();
    const [one, other] = [await challengeAt(10), await challengeAt(10)];
    const assertion = authenticator.assert(await passkeys.secondOptions(10, one));
    const send = (challenge: string) =>
      verifySecondFactor(testEnvironment.at(10), challenge, { method: 'passkey', assertion });
    expect(await send(other)).toMatchObject({ ok: false, code: 'passkey-expired' });
    expect(await send(one)).toMatchObject({ ok: true });
  });
});

test('attack W-06: a handle of somebody else is refused, and a key that stores none is not', async () => {
  const { authenticator } = await protect();
  const challenge = await challengeAt(10);
  expect(await passkeys.confirm(authenticator, 10, challenge, { userHandle: 'AAAA' })).toMatchObject({
    code: 'passkey-failed',
  });
  expect(await passkeys.confirm(authenticator, 10, challenge, { userHandle: null })).toMatchObject({ ok: true });
});

test('attack W-01: fifty copies at once in two processes confirm one sign-in', async () => {
  const { user, authenticator } = await protect('ada@example.com', 2, { counter: 0 });
  const challenge = await challengeAt(10);
  const assertion = authenticator.assert(await passkeys.secondOptions(10, challenge));
  const before = await sessionsOf(user.id);
  const sent = Array.from({ length: 50 }, (_, index) =>
    verifySecondFactor(
      { ...testEnvironment.at(10), db: index % 2 ? testEnvironment.db : testEnvironment.otherDb },
      challenge,
      { method: 'passkey', assertion },
    ),
  );
  expect((await Promise.all(sent)).filter(({ ok }) => ok)).toHaveLength(1);
  expect(await sessionsOf(user.id)).toBe(before + 1);
});

test('attack: a sign-in has five tries, however they are made, and no account is locked by them', async () => {
  const { authenticator, codeOf } = await protect();
  const challenge = await challengeAt(10);
  for (let count = 0; count < limits.challengeAttempts; count += 1)
    expect(await passkeys.confirm(authenticator, 10, challenge, { origin: 'https://evil.test' })).toMatchObject({
      code: 'passkey-failed',
    });
  expect(await passkeys.confirm(authenticator, 10, challenge)).toMatchObject({ ok: false, code: 'challenge-spent' });
  expect(await passkeys.confirm(authenticator, 11, await challengeAt(11))).toMatchObject({ ok: true });
  expect(
    await verifySecondFactor(testEnvironment.at(12), await challengeAt(12), { method: 'totp', code: codeOf(12) }),
  ).toMatchObject({ ok: true });
});

test('attack W-13: a counter that goes back is refused, and its owner is told', async () => {
  const { authenticator } = await protect();
  expect(await passkeys.confirm(authenticator, 10, await challengeAt(10), { counter: 7 })).toMatchObject({ ok: true });
  expect(await passkeys.confirm(authenticator, 11, await challengeAt(11), { counter: 6 })).toMatchObject({
    ok: false,
    code: 'passkey-failed',
  });
  expect(await events('passkey-copy-suspected')).toHaveLength(1);
});

test('attack W-23: what was passed first no longer holds: no session, and the challenge is over', async () => {
  const { user, authenticator } = await protect();
  const challenge = await challengeAt(10);
  await setDisabled(testEnvironment.db, user.id, testEnvironment.at(10).now);
  expect(await passkeys.confirm(authenticator, 10, challenge)).toMatchObject({ ok: false, code: 'challenge-expired' });
  expect(await beginSecondFactor(testEnvironment.at(10), challenge)).toBeNull();
});

describe('attack W-30: a reset that an administrator ordered', () => {
  const resets = () => testEnvironment.db.sql.select().from(testEnvironment.db.tables.secondFactorResets);
  test.each([
    ['is cancelled by a passkey that was seven days old then', 0, 0],
    ['is not by a younger one', 2, 1],
  ])('%s', async (_, addedDay, left) => {
    const { user, authenticator } = await protect('ada@example.com', addedDay * DAY + 2);
    const admin = await testEnvironment.person('admin@example.com');
    await scheduleReset(testEnvironment.at(8 * DAY), { userId: user.id, by: admin.user.id, reason: 'Lost the phone' });
    const minute = 8 * DAY + 10;
    expect(await passkeys.confirm(authenticator, minute, await challengeAt(minute))).toMatchObject({ ok: true });
    expect(await resets()).toHaveLength(left);
  });

  test('a passkey made long before two-factor was turned on is no older than that, as a factor', async () => {
    const person = await testEnvironment.person();
    const authenticator = makeAuthenticator();
    const { actor } = await passkeys.add(person.actor, authenticator, 1);
    await testEnvironment.enrol({ ...person, actor });
    // As if it had been there for a year.
    const { sql, tables } = testEnvironment.db;
    await sql.update(tables.passkeys).set({ createdAt: testEnvironment.at(-365 * DAY).now });
    const admin = await testEnvironment.person('admin@example.com');
    const act = { userId: person.user.id, by: admin.user.id, reason: 'Lost the phone' };
    await scheduleReset(testEnvironment.at(3 * DAY), act);
    const minute = 3 * DAY + 10;
    expect(await passkeys.confirm(authenticator, minute, await challengeAt(minute))).toMatchObject({ ok: true });
    expect(await resets()).toHaveLength(1);
  });
});
