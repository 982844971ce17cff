/** Passkeys that whoever takes an account back doesn't keep: none of them ever signs in again (attack W-25). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { upsertDeviceCookie } from '../../../db/queries/device-cookies.ts';
import { insertLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { withPasskeys } from '../../../test/passkey-environment.ts';
import { makeAuthenticator } from '../../../test/software-authenticator.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';
import { issueToken } from '../mail/steps/issue-token.ts';
import { disconnectProvider } from '../providers/disconnect-provider.ts';
import { disableTwoFactor } from '../two-factor/disable-two-factor.ts';
import { findTwoFactorSince } from '../two-factor/steps/two-factor-since.ts';
import { readPasswordReset, resetPassword } from './reset-password.ts';
import { secureAccount } from './secure-account.ts';

const DAY = 24 * 60;
const CHOSEN = 'another four word phrase';

let testEnvironment: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  passkeys = withPasskeys(testEnvironment);
}, 60_000);
afterEach(() => testEnvironment.close());

const at = (minutes: number, deviceCookieHash: string | null): Context => ({
  ...testEnvironment.at(minutes),
  client: { ...testEnvironment.at(minutes).client, deviceCookieHash },
});
const ago = (days: number) => testEnvironment.at(-days * DAY).now;

/** Someone with a browser known for thirty days and a passkey; and perhaps two-factor, turned on at minute zero. */
async function stage({ twoFactor = true, passkeyDays = 0, switchDays = 0, knownSinceDays = 0 } = {}) {
  const person = await testEnvironment.person();
  const { id: userId, email } = person.user;
  const { db } = testEnvironment;
  await upsertDeviceCookie(db, { tokenHash: 'old', userId, createdAt: ago(30), lastUsedAt: ago(0) });
  const enrolled = twoFactor ? await testEnvironment.enrol(person) : null;
  const spent = (index: number) =>
    ({ method: 'recovery-code', code: enrolled?.recoveryCodes[index]?.replaceAll('-', '') ?? '' }) as const;
  const authenticator = makeAuthenticator();
  const added = await passkeys.add(enrolled?.actor ?? person.actor, authenticator, 2, twoFactor ? spent(0) : null);
  const { passkeys: rows, users, authenticators } = db.tables;
  if (passkeyDays) await db.sql.update(rows).set({ createdAt: ago(passkeyDays) });
  if (knownSinceDays) await db.sql.update(rows).set({ browserKnownSince: ago(knownSinceDays) });
  if (switchDays) {
    await db.sql.update(users).set({ twoFactorSince: ago(switchDays) });
    await db.sql.update(authenticators).set({ confirmedAt: ago(switchDays), boundAt: ago(switchDays) });
  }
  const link = (purpose: 'reset-password' | 'not-me', minutes: number, payload?: unknown) =>
    db.transaction((tx) =>
      issueToken(testEnvironment.at(minutes), tx, { purpose, owner: userId, email, lifeMs: 60_000, payload }),
    );
  return { ...person, actor: added.actor, userId, spent, authenticator, id: added.id, link };
}
type Stage = Awaited<ReturnType<typeof stage>>;
const kinds = async (userId: string) => (await listPasskeys(testEnvironment.db, userId)).map(({ kind }) => kind);
async function events(kind: string) {
  const { sql, tables } = testEnvironment.db;
  return (await sql.select().from(tables.securityEvents)).filter((event) => event.kind === kind);
}
/** A new password by a mailed link, in a browser. `keeping`: what its form names besides two-factor itself. */
async function reset({ link }: Stage, minutes: number, browser: string | null, keeping: readonly string[] = []) {
  const secret = await link('reset-password', minutes);
  const page = await readPasswordReset(at(minutes, browser), secret);
  const kept = [...keeping, ...(page?.factors ?? []).map(({ id }) => id)];
  expect(await resetPassword(at(minutes, browser), secret, { chosen: CHOSEN, kept })).toMatchObject({ ok: true });
  return page;
}

describe('with two-factor off', () => {
  test.each([
    ['of this week', 0],
    ['of last year', 365],
  ])('an unticked passkey %s is deleted, and a ticked one stays', async (_, passkeyDays) => {
    const ada = await stage({ twoFactor: false, passkeyDays });
    await reset(ada, DAY, null, [ada.id]);
    expect(await passkeys.signIn(ada.authenticator, DAY + 1)).toMatchObject({ ok: true });
    await reset(ada, DAY + 2, null);
    expect(await kinds(ada.userId)).toEqual([]);
    expect(await passkeys.signIn(ada.authenticator, DAY + 3)).toMatchObject({ code: 'passkey-unknown' });
  });
});

describe('with two-factor on', () => {
  test.each([
    ['a passkey of this week, in a browser known before it: deleted', 'old', {}, []],
    ['a passkey of this week, in a browser that is not known: a security key', null, {}, ['security-key']],
    ['one added in a browser known for longer: a security key', 'old', { knownSinceDays: 40 }, ['security-key']],
    ['an old passkey, in any browser: a security key', 'old', { passkeyDays: 90, switchDays: 90 }, ['security-key']],
    ['an old passkey of a young two-factor is as old as that: deleted', 'old', { passkeyDays: 90, switchDays: 2 }, []],
  ] as const)('%s', async (_, browser, age, left) => {
    const ada = await stage(age);
    const page = await reset(ada, DAY, browser);
    expect(page?.guarding).toEqual(left.length > 0 ? [ada.id] : []);
    expect(await kinds(ada.userId)).toEqual(left);
    expect(await passkeys.signIn(ada.authenticator, DAY + 1)).toMatchObject({
      ok: false,
      code: left.length > 0 ? 'passkey-second-only' : 'passkey-unknown',
    });
    expect(await events('passkey-demoted')).toHaveLength(left.length);
    expect(await events('passkey-removed')).toHaveLength(1 - left.length);
    expect(await findTwoFactorSince(testEnvironment.db, ada.userId)).not.toBeNull();
  });

  test('one that stays still confirms sign-ins, and counts as a touch', async () => {
    const ada = await stage({ passkeyDays: 90, switchDays: 90 });
    await reset(ada, DAY, null);
    const challenge = (await testEnvironment.challenge(DAY + 1)) ?? '';
    expect(await passkeys.confirm(ada.authenticator, DAY + 1, challenge)).toMatchObject({
      ok: true,
      value: { methods: ['password', 'security-key'] },
    });
  });

  test('attack: one that was added after the page was drawn is not named, and goes', async () => {
    const ada = await stage();
    const secret = await ada.link('reset-password', DAY);
    const page = await readPasswordReset(at(DAY, 'old'), secret);
    const kept = [ada.id, ...(page?.factors ?? []).map(({ id }) => id)];
    const thief = makeAuthenticator();
    await passkeys.add(ada.actor, thief, DAY, ada.spent(1));
    await resetPassword(at(DAY, 'old'), secret, { chosen: CHOSEN, kept });
    expect(await passkeys.signIn(thief, DAY + 1)).toMatchObject({ ok: false });
    expect(await passkeys.signIn(ada.authenticator, DAY + 1)).toMatchObject({ ok: true });
  });

  test('a passkey for another host name guards nothing here, and is deleted', async () => {
    const ada = await stage({ passkeyDays: 90, switchDays: 90 });
    const { sql, tables } = testEnvironment.db;
    await sql.update(tables.passkeys).set({ rpId: 'old.example.com' });
    await reset(ada, DAY, null);
    expect(await kinds(ada.userId)).toEqual([]);
  });

  test('what stays as a security key ends with Disable, and a passkey that was kept does not', async () => {
    const ada = await stage({ passkeyDays: 90, switchDays: 90 });
    const kept = makeAuthenticator();
    const { id } = await passkeys.add(ada.actor, kept, 5, ada.spent(1));
    await reset(ada, DAY, null, [id]);
    expect(await kinds(ada.userId)).toEqual(['security-key', 'passkey']);
    const passed = await passkeys.signIn(kept, DAY + 1);
    if (!passed.ok) throw new Error(passed.code);
    const actor = { ...ada.actor, sessionIdHash: hashToken(passed.value.sessionId) };
    const input = { password: CHOSEN, submittedCode: ada.spent(2) };
    expect(await disableTwoFactor(testEnvironment.at(DAY + 2), actor, input)).toMatchObject({ ok: true });
    expect(await kinds(ada.userId)).toEqual(['passkey']);
    expect(await passkeys.signIn(kept, DAY + 3)).toMatchObject({ ok: true });
  });
});

describe('when nothing guards any more', () => {
  test.each([
    ['young two-factor goes off, where this browser may take it off', 'old', 0, false],
    ['not where it may not', null, 0, true],
    ['nor when it is older than seven days', 'old', 90, true],
  ])('%s', async (_, browser, switchDays, isOn) => {
    const ada = await stage({ switchDays, passkeyDays: switchDays });
    await testEnvironment.db.sql.delete(testEnvironment.db.tables.authenticators);
    await reset(ada, DAY, browser);
    expect((await findTwoFactorSince(testEnvironment.db, ada.userId)) !== null).toBe(isOn);
  });
});

describe('“Not you?” in the email about a passkey', () => {
  const press = async ({ link, id }: Stage, browser: string | null) =>
    secureAccount(at(DAY, browser), await link('not-me', DAY, { passkeyId: id }));

  test.each([
    ['with two-factor off it is deleted', null, { twoFactor: false }, []],
    ['in a browser known before it, deleted', 'old', {}, []],
    ['elsewhere it stays as a security key, and never signs in again', null, {}, ['security-key']],
  ] as const)('%s', async (_, browser, age, left) => {
    const ada = await stage(age);
    expect(await press(ada, browser)).toMatchObject({ ok: true });
    expect(await kinds(ada.userId)).toEqual(left);
    await reset(ada, DAY + 1, browser, [ada.id]);
    expect(await passkeys.signIn(ada.authenticator, DAY + 2)).toMatchObject({ ok: false });
  });
});

describe('an account that only passkeys open', () => {
  async function withoutPassword(twoFactor: boolean) {
    const ada = await stage({ twoFactor });
    const { db } = testEnvironment;
    await insertLinkedIdentity(db, {
      ...{ id: 'google', userId: ada.userId, provider: 'google', subject: 'g-1' },
      ...{ email: ada.user.email, createdAt: ago(90) },
    });
    await db.sql.update(db.tables.users).set({ passwordHash: null });
    return { ...ada, actor: { ...ada.actor, reauthenticatedAt: testEnvironment.at(DAY).now } };
  }
  const disconnect = (ada: Awaited<ReturnType<typeof withoutPassword>>) =>
    disconnectProvider(testEnvironment.at(DAY), ada.actor, { provider: 'google', password: '' });

  test('gives up its last provider only behind two-factor', async () => {
    expect(await disconnect(await withoutPassword(false))).toMatchObject({ code: 'passkeys-unguarded' });
  });

  test('then never turns two-factor off: an email would be all that it takes to open it', async () => {
    const ada = await withoutPassword(true);
    const disconnected = await disconnect(ada);
    if (!disconnected.ok) throw new Error(disconnected.code);
    const actor = { ...ada.actor, sessionIdHash: hashToken(disconnected.value) };
    const input = { password: '', submittedCode: ada.spent(3) };
    expect(await disableTwoFactor(testEnvironment.at(DAY), actor, input)).toMatchObject({ code: 'passkeys-unguarded' });
  });
});
