import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { insertChange } from '../../../db/queries/address-changes.ts';
import { selectConfirmedAuthenticators } from '../../../db/queries/authenticators.ts';
import { upsertDeviceCookie } from '../../../db/queries/device-cookies.ts';
import { findReset } from '../../../db/queries/second-factor-resets.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { setTwoFactorSince } from '../../../db/queries/two-factor-switch.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { canonicalRecoveryCode } from '../../rules/two-factor/recovery-codes.ts';
import { resetPassword } from '../account/reset-password.ts';
import { undoAddressChange } from '../account/undo-address.ts';
import { scheduleReset } from '../admin/schedule-reset.ts';
import { issueToken } from '../mail/steps/issue-token.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { beginAddition, completeAddition } from './add-authenticator.ts';
import { disableTwoFactor } from './disable-two-factor.ts';
import { beginMove, completeMove } from './move-authenticator.ts';
import { removeAuthenticator } from './remove-authenticator.ts';
import { renameAuthenticator } from './rename-authenticator.ts';
import { describeTwoFactor } from './steps/describe-two-factor.ts';

// A busy machine is no fault.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const DAY = 60 * 24;
let here: TestEnvironment;
beforeEach(async () => {
  here = await makeTestEnvironment();
});
afterEach(() => here.close());

const totp = (code: string) => ({ method: 'totp', code }) as const;
const recovery = (code = '') => ({ method: 'recovery-code', code: canonicalRecoveryCode(code) ?? '' }) as const;

/** A user with two-factor on since minute zero, and what they hold. */
async function enrolled(environment = here) {
  const person = await environment.person();
  return { ...person, ...(await environment.enrol(person)) };
}
type Enrolled = Awaited<ReturnType<typeof enrolled>>;

/** Adds an app at `minute`. Returns its id, its codes and the session's new id. */
async function add(
  who: Enrolled,
  minute: number,
  { name = 'Tablet', proof = totp(who.codeOf(minute)), environment = here } = {},
) {
  const context = environment.at(minute);
  const begun = await beginAddition(context, who.actor, { submittedCode: proof, password: PASSWORD });
  if (!begun.ok) throw new Error(begun.code);
  const adding = { ...who.actor, sessionIdHash: hashToken(begun.value) };
  const codeOf = await environment.pendingCode(adding);
  const added = await completeAddition(context, adding, { code: codeOf(minute), name });
  if (!added.ok) throw new Error(added.code);
  const { id = '' } =
    (await selectConfirmedAuthenticators(environment.db, who.user.id)).find((app) => app.name === name) ?? {};
  return { id, codeOf, actor: { ...who.actor, sessionIdHash: hashToken(added.value) } };
}
const signIn = async (minute: number, code: string) =>
  verifySecondFactor(here.at(minute), (await here.challenge(minute)) ?? '', totp(code));
const names = async (userId: string, environment = here) =>
  (await selectConfirmedAuthenticators(environment.db, userId)).map(({ name }) => name);

describe('another authenticator', () => {
  test('confirms sign-ins beside the first one, and each code of either works once', async () => {
    const ada = await enrolled();
    const tablet = await add(ada, 2);
    expect(await signIn(4, tablet.codeOf(4))).toMatchObject({ ok: true });
    expect(await signIn(4, ada.codeOf(4))).toMatchObject({ ok: true });
    expect(await signIn(4, tablet.codeOf(4))).toMatchObject({ code: 'code-reused' });
    expect(await signIn(4, ada.codeOf(4))).toMatchObject({ code: 'code-reused' });
    expect(await describeTwoFactor(here.at(4), ada.user.id)).toMatchObject({
      since: here.at(0).now,
      authenticators: [{ name: null }, { name: 'Tablet', addedAt: here.at(2).now }],
      recovery: { left: 10, generation: 1 },
    });
  });

  test('attack: is not added without the password, without a code, or in another session', async () => {
    const ada = await enrolled();
    const proof = totp(ada.codeOf(2));
    expect(
      await beginAddition(here.at(2), ada.actor, { submittedCode: proof, password: 'not it at all' }),
    ).toMatchObject({
      code: 'password-wrong',
    });
    expect(
      await beginAddition(here.at(2), ada.actor, { submittedCode: totp('000000'), password: PASSWORD }),
    ).toMatchObject({
      code: 'code-wrong',
    });
    const begun = await beginAddition(here.at(2), ada.actor, { submittedCode: proof, password: PASSWORD });
    const adding = { ...ada.actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    const code = (await here.pendingCode(adding))(2);
    expect(await completeAddition(here.at(2), ada.actor, { code, name: 'Thief' })).toMatchObject({
      code: 'enrolment-expired',
    });
    expect(await names(ada.user.id)).toEqual([null]);
  });

  test('is one of five at most', async () => {
    const ada = await enrolled();
    let who = ada;
    for (let count = 2; count <= limits.authenticatorsPerAccount; count += 1)
      who = { ...who, actor: (await add(who, count * 2, { name: `App ${count}` })).actor };
    const full = await beginAddition(here.at(20), who.actor, {
      submittedCode: totp(ada.codeOf(20)),
      password: PASSWORD,
    });
    expect(full).toMatchObject({ code: 'authenticators-full' });
    expect(await names(ada.user.id)).toHaveLength(limits.authenticatorsPerAccount);
    // The refused act has not spent the code.
    expect(await signIn(20, ada.codeOf(20))).toMatchObject({ ok: true });
  });

  test('is renamed by its owner alone', async () => {
    const ada = await enrolled();
    const { id } = await add(ada, 2);
    const eve = await here.person('eve@example.com');
    const renamed = { authenticatorId: id, name: 'Mine' };
    expect(await renameAuthenticator(here.at(3), eve.user.id, renamed)).toMatchObject({ code: 'page-outdated' });
    expect(await renameAuthenticator(here.at(3), ada.user.id, renamed)).toMatchObject({ ok: true });
    expect(await names(ada.user.id)).toEqual([null, 'Mine']);
  });

  test('stays when a chosen one is moved, and neither half of a move completes an addition', async () => {
    const ada = await enrolled();
    const tablet = await add(ada, 2);
    const first = await here.authenticatorId(ada.user.id);
    const input = { authenticatorId: tablet.id, submittedCode: totp(ada.codeOf(4)), password: PASSWORD };
    const begun = await beginMove(here.at(4), tablet.actor, input);
    const moving = { ...ada.actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    const newCode = await here.pendingCode(moving);
    expect(await completeAddition(here.at(4), moving, { code: newCode(4), name: 'Third' })).toMatchObject({
      code: 'enrolment-expired',
    });
    expect(await completeMove(here.at(4), moving, { code: newCode(4), renewCodes: false })).toMatchObject({ ok: true });
    const apps = await selectConfirmedAuthenticators(here.db, ada.user.id);
    expect(apps.map(({ id, name }) => [id === first, name])).toEqual([
      [true, null],
      [false, 'Tablet'],
    ]);
    expect(await signIn(6, tablet.codeOf(6))).toMatchObject({ code: 'code-wrong' });
    expect(await signIn(6, newCode(6))).toMatchObject({ ok: true });
    expect(await signIn(6, ada.codeOf(6))).toMatchObject({ ok: true });
  });

  test('attack: a hundred wrong codes disable all of them, since each was compared with all', async () => {
    const ada = await enrolled();
    const tablet = await add(ada, 2);
    const { attempts } = here.db.tables;
    await here.db.sql.insert(attempts).values({
      key: `totp:${ada.user.id}`,
      consecutiveFailures: limits.failuresBeforeDisabling - 1,
      failuresInWindow: 0,
      windowStartedMs: here.at(4).now.getTime(),
      lockedUntilMs: null,
    });
    expect(await signIn(4, '000000')).toMatchObject({ code: 'authenticator-suspended' });
    expect(await signIn(6, tablet.codeOf(6))).toMatchObject({ ok: false });
    const state = await describeTwoFactor(here.at(6), ada.user.id);
    expect(state).toMatchObject({ isOn: true, disabled: 'hammered' });
  });
});

describe('removing one of several', () => {
  test('ends its codes and every other session, and keeps two-factor on', async () => {
    const ada = await enrolled();
    const tablet = await add(ada, 2);
    const elsewhere = await signIn(4, tablet.codeOf(4));
    expect(elsewhere).toMatchObject({ ok: true });
    const input = { authenticatorId: tablet.id, submittedCode: totp(ada.codeOf(5)), password: PASSWORD };
    const removed = await removeAuthenticator(here.at(5), tablet.actor, input);
    expect(removed).toMatchObject({ ok: true });
    const sessions = await listSessions(here.db, ada.user.id);
    expect(sessions.map(({ idHash }) => idHash)).toEqual([hashToken(removed.ok ? removed.value : '')]);
    expect(await signIn(7, tablet.codeOf(7))).toMatchObject({ code: 'code-wrong' });
    expect(await signIn(7, ada.codeOf(7))).toMatchObject({ ok: true });
  });

  test('attack: its own code does not remove it, and stays unspent', async () => {
    const ada = await enrolled();
    const tablet = await add(ada, 2);
    const own = { authenticatorId: tablet.id, submittedCode: totp(tablet.codeOf(4)), password: PASSWORD };
    expect(await removeAuthenticator(here.at(4), tablet.actor, own)).toMatchObject({ code: 'code-of-removed' });
    expect(await signIn(4, tablet.codeOf(4))).toMatchObject({ ok: true });
  });

  test('never removes the last one: the way to do that is Disable', async () => {
    const ada = await enrolled();
    const authenticatorId = await here.authenticatorId(ada.user.id);
    const proof = { authenticatorId, submittedCode: recovery(ada.recoveryCodes[0]), password: PASSWORD };
    expect(await removeAuthenticator(here.at(2), ada.actor, proof)).toMatchObject({ code: 'last-factor' });
    expect(await names(ada.user.id)).toEqual([null]);
    expect(await disableTwoFactor(here.at(2), ada.actor, proof)).toMatchObject({ ok: true });
    expect(await describeTwoFactor(here.at(2), ada.user.id)).toEqual({ isOn: false });
  });

  test('of another account does nothing', async () => {
    const ada = await enrolled();
    await add(ada, 2);
    const person = await here.person('eve@example.com');
    const eve = { ...person, ...(await here.enrol(person)) };
    const authenticatorId = await here.authenticatorId(ada.user.id);
    const input = { authenticatorId, submittedCode: totp(eve.codeOf(2)), password: PASSWORD };
    expect(await removeAuthenticator(here.at(2), eve.actor, input)).toMatchObject({ code: 'page-outdated' });
  });
});

describe("a thief's authenticator beside the owner's", () => {
  /** Two-factor of a hundred days, a browser known for thirty, and an app that a thief added two days ago. */
  async function withThief() {
    const ada = await enrolled();
    const ago = (days: number) => here.at(-days * DAY).now;
    await here.db.sql.update(here.db.tables.authenticators).set({ confirmedAt: ago(100), boundAt: ago(100) });
    await here.db.sql.update(here.db.tables.recoverySets).set({ createdAt: ago(100) });
    await setTwoFactorSince(here.db, ada.user.id, ago(100));
    const known = { tokenHash: 'old', userId: ada.user.id, createdAt: ago(30), lastUsedAt: here.at(0).now };
    await upsertDeviceCookie(here.db, known);
    return { ada, thief: await add(ada, 2, { name: 'Thief' }) };
  }
  const inBrowser = (minute: number, deviceCookieHash: string) => ({
    ...here.at(minute),
    client: { ...here.at(minute).client, deviceCookieHash },
  });
  const link = (purpose: 'reset-password' | 'undo-email', ada: Enrolled, minute: number, about?: string) =>
    here.db.transaction((tx) =>
      issueToken(here.at(minute), tx, {
        purpose,
        owner: ada.user.id,
        email: ada.user.email,
        lifeMs: 60_000,
        ...(about && { about }),
      } as never),
    );

  test('attack: goes with a new password, while the one that the form names stays', async () => {
    const { ada, thief } = await withThief();
    const secret = await link('reset-password', ada, 2 * DAY);
    const own = await here.authenticatorId(ada.user.id);
    const input = { chosen: 'another four word phrase', kept: [own] };
    expect(await resetPassword(inBrowser(2 * DAY, 'old'), secret, input)).toMatchObject({ ok: true });
    expect(await names(ada.user.id)).toEqual([null]);
    expect(await signIn(2 * DAY + 1, thief.codeOf(2 * DAY + 1))).toMatchObject({ ok: false });
    expect(await signIn(2 * DAY + 1, ada.codeOf(2 * DAY + 1))).toMatchObject({ ok: true });
  });

  test('attack: goes too where two-factor itself is young and kept', async () => {
    const { ada } = await withThief();
    await setTwoFactorSince(here.db, ada.user.id, here.at(-DAY).now);
    const secret = await link('reset-password', ada, 2 * DAY);
    const own = await here.authenticatorId(ada.user.id);
    await resetPassword(inBrowser(2 * DAY, 'old'), secret, { chosen: 'another four word phrase', kept: [own] });
    expect(await names(ada.user.id)).toEqual([null]);
  });

  test('attack: stops no reset, while the older one does', async () => {
    const { ada, thief } = await withThief();
    const act = { userId: ada.user.id, by: 'command:help', reason: 'Lost the phone' };
    await scheduleReset(here.at(DAY), act);
    expect(await signIn(DAY + 1, thief.codeOf(DAY + 1))).toMatchObject({ ok: true });
    expect(await findReset(here.db, ada.user.id)).not.toBeNull();
    expect(await signIn(DAY + 2, ada.codeOf(DAY + 2))).toMatchObject({ ok: true });
    expect(await findReset(here.db, ada.user.id)).toBeNull();
  });

  test('attack: does not answer the code that an undo asks, while the older one does', async () => {
    const { ada, thief } = await withThief();
    await insertChange(here.db, {
      id: 'changed',
      userId: ada.user.id,
      fromEmail: 'ada@example.org',
      toEmail: ada.user.email,
      fromSince: here.at(-200 * DAY).now,
      changedAt: here.at(3).now,
    });
    const secret = await link('undo-email', ada, 4, 'changed');
    const undo = (code: string) => undoAddressChange(here.at(4), secret, { submittedCode: totp(code), provider: null });
    expect(await undo(thief.codeOf(4))).toMatchObject({ code: 'code-too-young' });
    expect(await undo(ada.codeOf(4))).toMatchObject({ ok: true });
  });
});

const server = await startPostgres();
afterAll(() => server?.stop());
const engines = [
  { name: 'SQLite', open: openSqlitePlace },
  ...(server ? [{ name: 'PostgreSQL', open: () => openPostgresPlace(server) }] : []),
];
if (!server) test.skip('races of authenticators on PostgreSQL: there is no server');

describe.each(engines)('at once, in two processes on $name', ({ open }) => {
  test('attack: of two authenticators removed by each other one stays', async () => {
    const place = await open();
    const environment = await makeTestEnvironment(place);
    const ada = await enrolled(environment);
    const tablet = await add(ada, 2, { environment });
    const first = await environment.authenticatorId(ada.user.id);
    const by = (authenticatorId: string, code: string, db = place.one) =>
      removeAuthenticator({ ...environment.at(4), db }, tablet.actor, {
        authenticatorId,
        submittedCode: totp(code),
        password: PASSWORD,
      });
    const outcomes = await Promise.all([by(first, tablet.codeOf(4)), by(tablet.id, ada.codeOf(4), place.two)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await names(ada.user.id, environment)).toHaveLength(1);
    await environment.close();
  });

  test('one code adds one authenticator', async () => {
    const place = await open();
    const environment = await makeTestEnvironment(place);
    const ada = await enrolled(environment);
    const proof = { submittedCode: totp(ada.codeOf(2)), password: PASSWORD };
    const begin = (db = place.one) => beginAddition({ ...environment.at(2), db }, ada.actor, proof);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => begin(index % 2 ? place.one : place.two)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    await environment.close();
  });
});
