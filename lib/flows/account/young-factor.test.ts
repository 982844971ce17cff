import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { upsertDeviceCookie } from '../../../db/queries/device-cookies.ts';
import { insertLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { listSpendableCodes } from '../../../db/queries/recovery-codes.ts';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';
import { issueToken } from '../mail/steps/issue-token.ts';
import { proveForLink } from '../providers/prove-for-link.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { choosePassword } from './choose-password.ts';
import { readPasswordReset, resetPassword } from './reset-password.ts';

const DAY = 60 * 24;
const CHOSEN = 'another four word phrase';
let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
}, 60_000);
afterEach(() => testEnvironment.close());

const at = (minutes: number, deviceCookieHash: string | null): Context => ({
  ...testEnvironment.at(minutes),
  client: { ...testEnvironment.at(minutes).client, deviceCookieHash },
});

/** Two-factor of minute zero, and a browser that the account has known for thirty days. */
async function stage(age: { twoFactorDays?: number; codesDays?: number; enabledInBrowserOfDays?: number } = {}) {
  const person = await testEnvironment.person();
  const enrolled = await testEnvironment.enrol(person);
  const { db } = testEnvironment;
  const { authenticators, recoverySets, users } = db.tables;
  const ago = (days: number) => at(-days * DAY, null).now;
  await upsertDeviceCookie(db, {
    tokenHash: 'old',
    userId: person.user.id,
    createdAt: ago(30),
    lastUsedAt: at(0, null).now,
  });
  if (age.twoFactorDays) {
    await db.sql.update(users).set({ twoFactorSince: ago(age.twoFactorDays) });
    await db.sql.update(authenticators).set({ confirmedAt: ago(age.twoFactorDays) });
  }
  if (age.codesDays) await db.sql.update(recoverySets).set({ createdAt: ago(age.codesDays) });
  if (age.enabledInBrowserOfDays)
    await db.sql.update(authenticators).set({ browserKnownSince: ago(age.enabledInBrowserOfDays) });
  const userId = person.user.id;
  const link = (minutes: number) =>
    db.transaction((tx) =>
      issueToken(testEnvironment.at(minutes), tx, {
        purpose: 'reset-password',
        owner: userId,
        email: person.user.email,
        lifeMs: 60_000,
      }),
    );
  return { userId, link, enrolled };
}
const page = async (minutes: number, browser: string | null, secret: string) =>
  (await readPasswordReset(at(minutes, browser), secret))?.factors.map(({ part, mayGo }) => [part, mayGo]);

describe('a second factor of the last seven days, at a new password by a mailed link (attack A-04)', () => {
  test('goes in a browser that was known before it, unless the form names it', async () => {
    const { userId, link } = await stage();
    const keeping = await link(3 * DAY);
    const factors = (await readPasswordReset(at(3 * DAY, 'old'), keeping))?.factors ?? [];
    expect(factors).toMatchObject([{ part: 'two-factor', mayGo: true }]);
    const kept = factors.map(({ id }) => id);
    expect(await resetPassword(at(3 * DAY, 'old'), keeping, { chosen: CHOSEN, kept })).toMatchObject({ ok: true });
    expect(await findConfirmedAuthenticator(testEnvironment.db, userId)).not.toBeNull();

    const disowning = await link(3 * DAY);
    expect(await resetPassword(at(3 * DAY, 'old'), disowning, { chosen: CHOSEN, kept: [] })).toMatchObject({
      ok: true,
    });
    expect(await findConfirmedAuthenticator(testEnvironment.db, userId)).toBeNull();
  });

  test.each([
    ['a browser that is not known', null, {}, 3],
    ['a browser that is younger', 'young', {}, 3],
    ['any browser, where it was enabled in one known longer', 'old', { enabledInBrowserOfDays: 40 }, 3],
    ['any browser, a week later', 'old', {}, 8],
  ] as const)('stays in %s, whatever the form leaves out', async (_, browser, age, days) => {
    const { userId, link } = await stage(age);
    const joined = { tokenHash: 'young', userId, createdAt: at(DAY, null).now, lastUsedAt: at(DAY, null).now };
    await upsertDeviceCookie(testEnvironment.db, joined);
    const secret = await link(days * DAY);
    expect(await page(days * DAY, browser, secret)).toEqual(days < 7 ? [['two-factor', false]] : []);
    expect(await resetPassword(at(days * DAY, browser), secret, { chosen: CHOSEN, kept: [] })).toMatchObject({
      ok: true,
    });
    expect(await findConfirmedAuthenticator(testEnvironment.db, userId)).toMatchObject({ disabledAt: null });
    expect(await listSpendableCodes(testEnvironment.db, userId)).toHaveLength(10);
  });

  test('a new app of an older two-factor is disabled, and two-factor stays on', async () => {
    const { userId, link, enrolled } = await stage({ twoFactorDays: 100, codesDays: 100 });
    const secret = await link(3 * DAY);
    expect(await page(3 * DAY, 'old', secret)).toEqual([['app', true]]);
    await resetPassword(at(3 * DAY, 'old'), secret, { chosen: CHOSEN, kept: [] });
    expect(await findConfirmedAuthenticator(testEnvironment.db, userId)).toMatchObject({
      disownedAt: at(3 * DAY, null).now,
    });
    expect(await listSpendableCodes(testEnvironment.db, userId)).toHaveLength(10);
    // Not in the owner's own browser either, which an app disabled by outsiders' wrong codes goes on opening.
    const challenge = (await testEnvironment.challenge(3 * DAY)) ?? '';
    const code = { method: 'totp', code: enrolled.codeOf(3 * DAY) } as const;
    expect(await verifySecondFactor(at(3 * DAY, 'old'), challenge, code, null)).toMatchObject({
      code: 'authenticator-suspended',
    });
  });

  test.each([
    ['connected before it: it goes', -10, true],
    ['connected after it: it stays', 1, false],
  ])('by a provider %s, in a browser that is not known', async (_, connectedOnDay, mayGo) => {
    const { userId, link } = await stage();
    const identity = { provider: 'google', subject: '4711', email: null } as const;
    await insertLinkedIdentity(testEnvironment.db, {
      ...identity,
      id: 'g',
      userId,
      createdAt: at(connectedOnDay * DAY, null).now,
    });
    const secret = await link(3 * DAY);
    const context = at(3 * DAY, null);
    expect(await readPasswordReset(context, secret, 'google')).toMatchObject({ factors: [{ mayGo }] });
    // Even where that provider itself is not kept.
    const input = { chosen: CHOSEN, kept: [], provider: 'google' } as const;
    expect(await resetPassword(context, secret, input)).toMatchObject({ ok: true });
    expect((await findConfirmedAuthenticator(testEnvironment.db, userId)) === null).toBe(mayGo);
  });

  test('a provider proves it for the account of the link alone, while the link lives, and with a fresh sign-in there', async () => {
    const { userId, link } = await stage();
    const made = {
      id: 'g',
      userId,
      provider: 'google',
      subject: '4711',
      email: null,
      createdAt: at(-DAY, null).now,
    } as const;
    await insertLinkedIdentity(testEnvironment.db, made);
    const secret = await link(5);
    const secretHash = hashToken(secret);
    const identity = { provider: 'google', subject: '4711', verifiedEmail: null, name: null } as const;
    const prove = (change: object, purpose: 'reset-password' | 'undo-email' = 'reset-password') =>
      proveForLink(at(5, null), { purpose, secretHash }, { ...identity, authenticatedAt: at(4, null).now, ...change });
    expect(await prove({})).toMatchObject({ ok: true });
    expect(await prove({ subject: '4712' })).toMatchObject({ code: 'proof-foreign' });
    expect(await prove({ authenticatedAt: at(-6, null).now })).toMatchObject({ code: 'proof-stale' });
    expect(await prove({}, 'undo-email')).toMatchObject({ code: 'link-dead' });
    await resetPassword(at(5, null), secret, { chosen: CHOSEN, kept: ['g'] });
    expect(await prove({})).toMatchObject({ code: 'link-dead' });
  });
});

describe('a second factor of the last seven days, after "This wasn\'t me" (attack A-04)', () => {
  test('goes with the new password by the same rule, and this session goes on', async () => {
    const { userId, enrolled } = await stage();
    const input = { current: PASSWORD, chosen: CHOSEN };
    // Not listed: the ordinary form of the profile removes nothing.
    const plain = await choosePassword(at(DAY, 'old'), enrolled.actor, input);
    expect(await findConfirmedAuthenticator(testEnvironment.db, userId)).not.toBeNull();
    const actor = { ...enrolled.actor, sessionIdHash: hashToken(plain.ok ? plain.value : '') };
    const again = { current: CHOSEN, chosen: 'a third phrase of four words', kept: [] };
    const stranger = await choosePassword(at(DAY, 'young'), actor, again);
    expect(await findConfirmedAuthenticator(testEnvironment.db, userId)).not.toBeNull();
    const next = { ...actor, sessionIdHash: hashToken(stranger.ok ? stranger.value : '') };
    const last = { current: again.chosen, chosen: 'a fourth phrase of four words', kept: [] };
    const chosen = await choosePassword(at(DAY, 'old'), next, last);
    expect(await findConfirmedAuthenticator(testEnvironment.db, userId)).toBeNull();
    expect(
      await findLiveSession(
        testEnvironment.db,
        hashToken(chosen.ok ? chosen.value : ''),
        at(DAY, 'old').now,
        at(-DAY, null).now,
      ),
    ).not.toBeNull();
  });

  test('new one-time passwords of an older two-factor go, and it stays on', async () => {
    const { userId, link } = await stage({ twoFactorDays: 100 });
    await testEnvironment.db.sql
      .update(testEnvironment.db.tables.authenticators)
      .set({ boundAt: at(-100 * DAY, null).now });
    const secret = await link(3 * DAY);
    expect(await page(3 * DAY, 'old', secret)).toEqual([['codes', true]]);
    await resetPassword(at(3 * DAY, 'old'), secret, { chosen: CHOSEN, kept: [] });
    expect(await findConfirmedAuthenticator(testEnvironment.db, userId)).toMatchObject({ disabledAt: null });
    expect(await listSpendableCodes(testEnvironment.db, userId)).toEqual([]);
  });
});
