/** Signing in with a passkey: every response that an authenticator of the attacker's own could make (attacks W-…). */
import { generateKeyPairSync } from 'node:crypto';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listSessions } from '../../../db/queries/sessions.ts';
import { setDisabled, setLockedDown } from '../../../db/queries/users.ts';
import type { Store } from '../../../db/store.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { type Authenticator, COOKIE, withPasskeys } from '../../../test/passkey-environment.ts';
import { type Forgery, flags, makeAuthenticator } from '../../../test/software-authenticator.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { scheduleReset } from '../admin/schedule-reset.ts';
import { deleteExpired } from '../operations/delete-expired.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';

const DAY = 24 * 60;

let testEnvironment: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  passkeys = withPasskeys(testEnvironment);
}, 60_000);
afterEach(() => testEnvironment.close());

async function enrol(options: Parameters<typeof makeAuthenticator>[0] = {}, email = 'ada@example.com') {
  const person = await testEnvironment.person(email);
  const authenticator = makeAuthenticator(options);
  const { id, actor } = await passkeys.add(person.actor, authenticator);
  return { ...person, actor, authenticator, id };
}
const sessionsOf = async (userId: string) => (await listSessions(testEnvironment.db, userId)).length;
async function stored(id: string) {
  const { sql, tables } = testEnvironment.db;
  const [row] = await sql.select().from(tables.passkeys).where(eq(tables.passkeys.id, id));
  return row;
}
async function events(kind: string) {
  const { sql, tables } = testEnvironment.db;
  return (await sql.select().from(tables.securityEvents)).filter((event) => event.kind === kind);
}

test('a passkey signs in as both factors, without a code where two-factor is on', async () => {
  const person = await testEnvironment.person();
  const enrolled = await testEnvironment.enrol(person);
  const authenticator = makeAuthenticator();
  await passkeys.add(enrolled.actor, authenticator, 2, { method: 'totp', code: enrolled.codeOf(2) });
  const passed = await passkeys.signIn(authenticator, 10);
  expect(passed).toMatchObject({ ok: true, value: { userId: person.user.id, methods: ['passkey'] } });
  const session = (await listSessions(testEnvironment.db, person.user.id))[0];
  expect(session).toMatchObject({ authenticationMethods: ['passkey'], reauthenticatedAt: testEnvironment.at(10).now });
  expect((await events('signed-in')).at(-1)?.details).toEqual({ methods: ['passkey'], passkey: 'Chrome on Windows' });
});

test('asking for options writes nothing, and they are the same for everyone but for the challenge', async () => {
  await enrol();
  const one = await passkeys.options(10);
  const two = await passkeys.options(10, 'another browser');
  expect({ ...one, challenge: '' }).toEqual({ ...two, challenge: '' });
  expect(one).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
  expect(one.allowCredentials).toBeUndefined();
  expect(one.challenge).not.toBe(two.challenge);
  expect(await testEnvironment.db.sql.select().from(testEnvironment.db.tables.spentCeremonies)).toHaveLength(1);
});

describe('attack W-01: an assertion is replayed', () => {
  test('once more, and after its challenge was forgotten', async () => {
    const { user, authenticator } = await enrol({ counter: 0 });
    const assertion = authenticator.assert(await passkeys.options(10));
    const send = (minute: number) =>
      signInWithPasskey(testEnvironment.at(minute), { assertion, secret: COOKIE, before: null });
    expect(await send(10)).toMatchObject({ ok: true });
    const before = await sessionsOf(user.id);
    expect(await send(11)).toMatchObject({ ok: false, code: 'passkey-expired' });
    await deleteExpired(testEnvironment.at(21));
    expect(await send(21)).toMatchObject({ ok: false, code: 'passkey-expired' });
    expect(await sessionsOf(user.id)).toBe(before);
  });

  test('fifty times at once in two processes: one session', async () => {
    const { user, authenticator } = await enrol({ counter: 0 });
    const assertion = authenticator.assert(await passkeys.options(10));
    const before = await sessionsOf(user.id);
    const context = testEnvironment.at(10);
    const sent = Array.from({ length: 50 }, (_, index) =>
      signInWithPasskey(
        { ...context, db: index % 2 ? testEnvironment.db : testEnvironment.otherDb },
        { assertion, secret: COOKIE, before: null },
      ),
    );
    const outcomes = await Promise.all(sent);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await sessionsOf(user.id)).toBe(before + 1);
  });

  test('with its challenge spelt in another way', async () => {
    const { authenticator } = await enrol({ counter: 0 });
    const { challenge } = await passkeys.options(10);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const other = challenge.slice(0, -1) + letters[letters.indexOf(challenge.at(-1) ?? '') + 1];
    const send = (text: string) =>
      signInWithPasskey(testEnvironment.at(10), {
        assertion: authenticator.assert({ challenge: text }),
        secret: COOKIE,
        before: null,
      });
    expect(await send(challenge)).toMatchObject({ ok: true });
    expect(await send(other)).toMatchObject({ ok: false, code: 'passkey-expired' });
  });
});

test('attack W-02: an answer to the challenge for adding a passkey signs nobody in', async () => {
  const { actor, authenticator } = await enrol();
  const { options, actor: adding } = await passkeys.begin(actor, 5);
  const assertion = authenticator.assert(options);
  for (const secret of [COOKIE, adding.sessionIdHash])
    expect(await signInWithPasskey(testEnvironment.at(5), { assertion, secret, before: null })).toMatchObject({
      code: 'passkey-expired',
    });
});

test('attack W-03: a challenge that has expired, of another browser, or sealed by another key', async () => {
  const { authenticator } = await enrol();
  const options = await passkeys.options(10);
  const send = (minute: number, secret: string | null, authSecrets?: string[]) => {
    const context = testEnvironment.at(minute);
    return signInWithPasskey(
      { ...context, settings: { ...context.settings, ...(authSecrets && { authSecrets }) } },
      { assertion: authenticator.assert(options), secret, before: null },
    );
  };
  expect(await send(20, COOKIE)).toMatchObject({ code: 'passkey-expired' });
  expect(await send(11, 'another browser')).toMatchObject({ code: 'passkey-expired' });
  expect(await send(11, null)).toMatchObject({ code: 'passkey-expired' });
  expect(await send(11, COOKIE, ['x'.repeat(44)])).toMatchObject({ code: 'passkey-expired' });
  expect(await send(19, COOKIE)).toMatchObject({ ok: true });
});

test('attack W-06: a passkey with the handle of somebody else, or without one', async () => {
  const { authenticator } = await enrol();
  const other = await enrol({}, 'eve@example.com');
  const [row] = await testEnvironment.db.sql
    .select()
    .from(testEnvironment.db.tables.users)
    .where(eq(testEnvironment.db.tables.users.id, other.user.id));
  expect(row?.passkeyHandle).toBeTruthy();
  for (const userHandle of [row?.passkeyHandle ?? '', null, '', other.user.id])
    expect(await passkeys.signIn(authenticator, 10, { userHandle })).toMatchObject({
      ok: false,
      code: 'passkey-failed',
    });
  expect(await passkeys.signIn(authenticator, 10)).toMatchObject({ ok: true });
});

const forged: [string, Forgery, string][] = [
  ['W-07: an origin that begins like ours', { origin: 'http://localhost:3000.evil.test' }, 'passkey-failed'],
  ['W-07: another scheme', { origin: 'https://localhost:3000' }, 'passkey-failed'],
  ['W-07: another port', { origin: 'http://localhost:3001' }, 'passkey-failed'],
  ['W-07: no origin', { origin: 'null' }, 'passkey-failed'],
  ['W-08: made for another site', { rpId: 'evil.test' }, 'passkey-failed'],
  ['W-09: inside another site that the browser does not name', { crossOrigin: true }, 'passkey-failed'],
  ['W-09: inside another site', { crossOrigin: true, topOrigin: 'https://evil.test' }, 'passkey-failed'],
  ['W-09: another site is named without a frame', { topOrigin: 'https://evil.test' }, 'passkey-failed'],
  ['W-10: a key that was only touched', { flags: flags.UP }, 'passkey-unverified'],
  ['W-11: without anybody there', { flags: flags.UV }, 'passkey-failed'],
  ['W-14: the backup-eligible flag has changed', { flags: flags.UP | flags.UV | flags.BE }, 'passkey-failed'],
  ['W-14: backed up but not eligible', { flags: flags.UP | flags.UV | flags.BS }, 'passkey-failed'],
  ['a registration instead of a sign-in', { type: 'webauthn.create' }, 'passkey-failed'],
  ['signed by another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }, 'passkey-failed'],
  [
    'signed by a key of another kind',
    { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
    'passkey-failed',
  ],
  ['the challenge of another sign-in', { challenge: 'AAAA' }, 'passkey-expired'],
  ['an unknown passkey', { id: 'AAAA' }, 'passkey-unknown'],
];
test.each(forged)('attack: %s', async (_name, forgery, code) => {
  const { user, authenticator, id } = await enrol();
  const before = await sessionsOf(user.id);
  expect(await passkeys.signIn(authenticator, 10, forgery)).toMatchObject({ ok: false, code });
  expect(await sessionsOf(user.id)).toBe(before);
  expect(await stored(id)).toMatchObject({ counter: 1, lastUsedAt: null });
  expect(await passkeys.signIn(authenticator, 10)).toMatchObject({ ok: true });
});

test('attack: the id of a passkey of somebody else, signed by one’s own', async () => {
  const ada = await enrol();
  const eve = await enrol({}, 'eve@example.com');
  expect(await passkeys.signIn(eve.authenticator, 10, { id: ada.authenticator.credentialId })).toMatchObject({
    code: 'passkey-failed',
  });
});

test('attack W-12: a security key never signs in by itself, even when it verified its user', async () => {
  const { authenticator, id } = await enrol();
  const { sql, tables } = testEnvironment.db;
  await sql.update(tables.passkeys).set({ kind: 'security-key' }).where(eq(tables.passkeys.id, id));
  expect(await passkeys.signIn(authenticator, 10)).toMatchObject({ ok: false, code: 'passkey-second-only' });
});

describe('attack W-13: the counter', () => {
  test('of a key that stays on its device goes back or stands still: refused, and its owner is told', async () => {
    const { user, authenticator, id } = await enrol();
    expect(await passkeys.signIn(authenticator, 10, { counter: 7 })).toMatchObject({ ok: true });
    const before = await sessionsOf(user.id);
    for (const counter of [7, 6, 0])
      expect(await passkeys.signIn(authenticator, 11, { counter })).toMatchObject({
        ok: false,
        code: 'passkey-failed',
      });
    expect(await sessionsOf(user.id)).toBe(before);
    expect(await events('passkey-copy-suspected')).toHaveLength(3);
    expect(await stored(id)).toMatchObject({ counter: 7 });
    expect(await passkeys.signIn(authenticator, 12, { counter: 2 ** 32 - 1 })).toMatchObject({ ok: true });
  });

  test('of a synced passkey may go back: each device counts apart', async () => {
    const { authenticator } = await enrol({ flags: flags.UP | flags.UV | flags.BE | flags.BS, counter: 9 });
    for (const counter of [3, 3, 12, 0])
      expect(await passkeys.signIn(authenticator, 10, { counter })).toMatchObject({ ok: true });
    expect(await events('passkey-copy-suspected')).toHaveLength(0);
  });

  test('that always is 0 says nothing', async () => {
    const { authenticator } = await enrol({ counter: 0 });
    for (const minute of [10, 11]) expect(await passkeys.signIn(authenticator, minute)).toMatchObject({ ok: true });
  });
});

test('attack W-18: whatever is sent as a passkey is refused in one sentence', async () => {
  const { user, authenticator } = await enrol();
  const before = await sessionsOf(user.id);
  const { challenge } = await passkeys.options(10);
  const honest = authenticator.assert({ challenge }, { counter: 2 });
  const broken = [
    '',
    'null',
    '[]',
    '{}',
    '"x"',
    '{',
    '\0',
    '{"id":1}',
    '9'.repeat(20_000),
    `{"id":"${'A'.repeat(1400)}"}`,
    honest.replace('"type":"public-key"', '"type":"x"'),
    honest.replace('"signature":"', '"signature":"='),
    honest.replace(/"authenticatorData":"[^"]+"/, '"authenticatorData":"AAAA"'),
    honest.replace(/"clientDataJSON":"[^"]+"/, '"clientDataJSON":"AAAA"'),
    JSON.stringify({ ...JSON.parse(honest), id: authenticator.credentialId.replace(/.$/, '=') }),
  ];
  // Each from an address of its own: this is about reading, not counting.
  let sender = 0;
  const send = (assertion: string) => {
    sender += 1;
    const context = testEnvironment.at(10);
    const ipAddress = `10.${sender >> 16}.${(sender >> 8) & 255}.${sender & 255}`;
    return signInWithPasskey(
      { ...context, client: { ...context.client, ipAddress } },
      { assertion, secret: COOKIE, before: null },
    );
  };
  for (const assertion of broken) expect(await send(assertion)).toMatchObject({ ok: false });
  type Sent = { id: unknown; type: unknown; response: { signature: string } };
  // The package reads r and s of an ECDSA signature, and not the tags and lengths around them (RFC 3279 §2.2.3): framed
  // otherwise it is the same signature, for a challenge that can be spent once.
  const frame = Buffer.from((JSON.parse(honest) as Sent).response.signature, 'base64url');
  const secondInteger = 4 + (frame[3] ?? 0);
  const read = ({ id, type, response }: Sent) => {
    const signature = Buffer.from(response.signature, 'base64url');
    for (const at of [0, 1, 2, 3, secondInteger, secondInteger + 1]) signature[at] = 0;
    const isCanonical = Buffer.from(response.signature, 'base64url').toString('base64url') === response.signature;
    return { id, type, response: { ...response, signature: signature.toString('hex'), isCanonical } };
  };
  await fc.assert(
    fc.asyncProperty(fc.nat(honest.length - 1), fc.integer({ min: 32, max: 126 }), async (index, code) => {
      const letter = String.fromCharCode(code);
      fc.pre(honest[index] !== letter);
      const changed = honest.slice(0, index) + letter + honest.slice(index + 1);
      const { response } = JSON.parse(honest);
      let meant: unknown;
      try {
        const parsed = JSON.parse(changed);
        meant = read({ ...parsed, response: { ...response, ...parsed.response } });
      } catch {
        meant = null;
      }
      // Changes that a parser ignores are no forgeries.
      fc.pre(JSON.stringify(meant) !== JSON.stringify(read(JSON.parse(honest))));
      expect(await send(changed)).toMatchObject({ ok: false });
    }),
    { numRuns: 2000 },
  );
  expect(await sessionsOf(user.id)).toBe(before);
}, 60_000);

test('attack W-23: a disabled or locked-down account is not opened, and its passkey stays', async () => {
  const { user, authenticator, id } = await enrol();
  await setDisabled(testEnvironment.db, user.id, testEnvironment.at(5).now);
  expect(await passkeys.signIn(authenticator, 10)).toMatchObject({ ok: false, code: 'account-disabled' });
  await setDisabled(testEnvironment.db, user.id, null);
  await setLockedDown(testEnvironment.db, user.id, testEnvironment.at(5).now);
  expect(await passkeys.signIn(authenticator, 10)).toMatchObject({ ok: false, code: 'account-locked-down' });
  await setLockedDown(testEnvironment.db, user.id, null);
  expect(await stored(id)).toMatchObject({ lastUsedAt: null });
  expect(await passkeys.signIn(authenticator, 10)).toMatchObject({ ok: true });
});

test('attack W-28: broken assertions lock the address that sends them, and no account', async () => {
  const { authenticator } = await enrol();
  const from = (ipAddress: string, deviceCookieHash: string | null = null) => {
    const context = testEnvironment.at(10);
    return { ...context, client: { ...context.client, ipAddress, deviceCookieHash } };
  };
  const send = async (context: ReturnType<typeof from>, sender: Authenticator, forgery: Forgery = {}) =>
    signInWithPasskey(context, {
      assertion: sender.assert(await passkeys.options(10), forgery),
      secret: COOKIE,
      before: null,
    });
  const own = from('198.51.100.20', hashToken('a browser of its owner'));
  expect(await send(own, authenticator)).toMatchObject({ ok: true });
  const attacker = from('198.51.100.7');
  for (let count = 0; count < limits.addressAttemptsPerHour; count += 1)
    expect(await send(attacker, authenticator, { origin: 'https://evil.test' })).toMatchObject({
      code: 'passkey-failed',
    });
  expect(await send(attacker, authenticator)).toMatchObject({ ok: false, code: 'too-many-attempts' });
  expect(await send(from('203.0.113.99'), authenticator)).toMatchObject({ ok: true });
  // In an office behind the attacker's address, the browsers that the account knows go on.
  expect(
    await send(
      { ...attacker, client: { ...attacker.client, deviceCookieHash: own.client.deviceCookieHash } },
      authenticator,
    ),
  ).toMatchObject({ ok: true });
}, 60_000);

test('attack W-29: wherever the database breaks, no assertion is spent without its session', async () => {
  const { user, authenticator, id } = await enrol();
  const state = async () => ({
    sessions: await sessionsOf(user.id),
    passkey: await stored(id),
    spent: await testEnvironment.db.sql.select().from(testEnvironment.db.tables.spentCeremonies),
  });
  let broken = 0;
  for (; ; broken += 1) {
    const before = await state();
    const assertion = authenticator.assert(await passkeys.options(10));
    const context = { ...testEnvironment.at(10), db: breakingAfter(testEnvironment.db, broken + 1) };
    const outcome = await signInWithPasskey(context, { assertion, secret: COOKIE, before: null }).catch(
      (error: unknown) => (error as Error).message,
    );
    if (outcome !== 'broken') {
      expect(outcome).toMatchObject({ ok: true });
      break;
    }
    expect(await state()).toEqual(before);
  }
  expect(broken).toBeGreaterThanOrEqual(5);
});

/** The store, whose transactions break after so many statements. */
function breakingAfter(db: Store, statements: number): Store {
  return {
    ...db,
    transaction: (work) =>
      db.transaction(function* (tx) {
        const steps = work(tx);
        let given: unknown;
        for (let count = 0; ; count += 1) {
          const { done, value } = steps.next(given);
          if (done) return value;
          if (count === statements) throw new Error('broken');
          given = yield value;
        }
      }),
  };
}

describe('attack W-30: a reset of two-factor that an administrator ordered', () => {
  async function protectedWithPasskey(addedDay: number, orderedDay: number) {
    const person = await testEnvironment.person();
    const { actor, codeOf } = await testEnvironment.enrol(person);
    const authenticator = makeAuthenticator();
    const minute = addedDay * DAY + 2;
    await passkeys.add(actor, authenticator, minute, { method: 'totp', code: codeOf(minute) });
    const admin = await testEnvironment.person('admin@example.com');
    const act = { userId: person.user.id, by: admin.user.id, reason: 'Lost the phone' };
    expect(await scheduleReset(testEnvironment.at(orderedDay * DAY), act)).toMatchObject({ ok: true });
    return { authenticator };
  }
  const resets = () => testEnvironment.db.sql.select().from(testEnvironment.db.tables.secondFactorResets);

  test('is cancelled by a passkey that was seven days old when it was ordered', async () => {
    const { authenticator } = await protectedWithPasskey(0, 8);
    expect(await passkeys.signIn(authenticator, 8 * DAY + 10)).toMatchObject({ ok: true });
    expect(await resets()).toHaveLength(0);
  });

  test('is neither cancelled nor carried out by a younger one, due or not', async () => {
    const { authenticator } = await protectedWithPasskey(2, 8);
    for (const day of [8, 10]) {
      expect(await passkeys.signIn(authenticator, day * DAY + 10)).toMatchObject({ ok: true });
      expect(await resets()).toHaveLength(1);
    }
    expect(await events('second-factor-reset')).toHaveLength(0);
  });
});
