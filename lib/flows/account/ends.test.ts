/**
 * Acts × what can be held (lib/rules/account/ends.ts), every cell: someone holds one of everything, the act is done by
 * its real flow, and then each of them is tried. What is expected comes from the table, which is compared with
 * docs/security.md as well. A new act has no doer, and a new thing to hold no probe, before it is written here.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertChange, markChanges } from '../../../db/queries/address-changes.ts';
import { listDueNotices, noteAppSession } from '../../../db/queries/app-sessions.ts';
import { insertApp, insertClient } from '../../../db/queries/apps.ts';
import { selectConfirmedAuthenticators } from '../../../db/queries/authenticators.ts';
import { findChallenge } from '../../../db/queries/challenges.ts';
import { selectDeviceCookies, upsertDeviceCookie } from '../../../db/queries/device-cookies.ts';
import { insertLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { consumeOAuthFlow } from '../../../db/queries/oauth-flows.ts';
import { findRecord, saveRecord } from '../../../db/queries/openid-records.ts';
import { insertPasskey, listPasskeys } from '../../../db/queries/passkeys.ts';
import { bypassNumber, findRecoverySet, listSpendableCodes } from '../../../db/queries/recovery-codes.ts';
import { findReset, markResetAnnounced } from '../../../db/queries/second-factor-resets.ts';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { findToken } from '../../../db/queries/tokens.ts';
import { findUser } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { samplePasskey } from '../../../test/sample-passkey.ts';
import { makeAuthenticator } from '../../../test/software-authenticator.ts';
import { hashToken } from '../../crypto/token.ts';
import { type Act, ends, type Fate, type Held } from '../../rules/account/ends.ts';
import type { TokenPurpose } from '../../rules/account/purposes.ts';
import type { FirstFactor, Method, Provider } from '../../rules/sign-in/authentication-methods.ts';
import { changeRole, disableAccount, revokeAllSessions } from '../admin/account-status.ts';
import { generateBypassCode } from '../admin/generate-bypass-code.ts';
import { scheduleReset } from '../admin/schedule-reset.ts';
import type { Context } from '../context.ts';
import { issueToken } from '../mail/steps/issue-token.ts';
import { completeProviderFlow } from '../providers/complete-provider-flow.ts';
import { disconnectProvider } from '../providers/disconnect-provider.ts';
import { findOrCreateProviderAccount } from '../providers/find-or-create-provider-account.ts';
import { startProviderLink, startProviderReauthentication } from '../providers/start-provider-flow.ts';
import { completeFirstFactor } from '../sign-in/complete-first-factor.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { beginAddition, completeAddition } from '../two-factor/add-authenticator.ts';
import { beginPasskey, completePasskey } from '../two-factor/add-passkey.ts';
import { beginEnrolment, readEnrolment } from '../two-factor/begin-enrolment.ts';
import { confirmEnrolment } from '../two-factor/confirm-enrolment.ts';
import { disableTwoFactor } from '../two-factor/disable-two-factor.ts';
import { beginMove, completeMove } from '../two-factor/move-authenticator.ts';
import { removeAuthenticator } from '../two-factor/remove-authenticator.ts';
import { removePasskey } from '../two-factor/remove-passkey.ts';
import { renewRecoveryCodes } from '../two-factor/renew-recovery-codes.ts';
import { executeDueReset } from '../two-factor/steps/execute-due-reset.ts';
import { findTwoFactorSince } from '../two-factor/steps/two-factor-since.ts';
import { confirmEmailChange } from './change-email.ts';
import { choosePassword } from './choose-password.ts';
import { deleteAccount } from './delete-account.ts';
import { objectToUndo } from './object-to-undo.ts';
import { resetPassword } from './reset-password.ts';
import { disownActivity, revokeOtherSessions } from './revoke-sessions.ts';
import { secureAccount } from './secure-account.ts';
import { undoAddressChange } from './undo-address.ts';

const EMAIL = 'ada@example.com';
const NEW_EMAIL = 'ada@example.net';
const FORMER_EMAIL = 'ada@example.org';
const CHOSEN = 'another four word phrase';
const DAY = 60 * 24;
/** A second authenticator and a security key, which no act names. */
const SECOND = 'second';
const KEY = 'key';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
}, 60_000);
afterEach(() => testEnvironment.close());

/** The context of a request in the browser that acts, or in another one. */
const at = (minutes: number, deviceCookieHash: string | null = 'own'): Context => ({
  ...testEnvironment.at(minutes),
  client: { ...testEnvironment.at(minutes).client, deviceCookieHash },
});
const identity = (provider: Provider) => ({ provider, subject: `${provider}-1`, verifiedEmail: EMAIL, name: 'Ada' });

/** A user with one of everything, all of it from before minute 10; and the session that acts. */
async function holdEverything({ isProtected }: { isProtected: boolean }) {
  const person = await testEnvironment.person(EMAIL);
  const { db } = testEnvironment;
  const userId = person.user.id;
  const admin = (await testEnvironment.person('admin@example.com')).user;
  const enrolled = isProtected ? await testEnvironment.enrol(person) : null;
  const second: Method[] = isProtected ? ['totp'] : [];
  const session = async (...methods: Method[]) =>
    hashToken((await createSession(at(1, null), { userId, methods, passwordFingerprint: null })) ?? '');
  const actor = { ...(enrolled?.actor ?? person.actor), sessionIdHash: await session('password', ...second) };
  for (const [provider, days] of [
    ['google', 400],
    ['github', 2],
  ] as const)
    await insertLinkedIdentity(db, {
      id: provider,
      userId,
      ...identity(provider),
      email: EMAIL,
      createdAt: at(-days * DAY).now,
    });
  for (const [tokenHash, days] of [
    ['old', 30],
    ['young', 2],
    ['own', 1],
  ] as const)
    await upsertDeviceCookie(db, { tokenHash, userId, createdAt: at(-days * DAY).now, lastUsedAt: at(0).now });

  for (const id of ['kept', 'that-passkey'])
    await insertPasskey(db, {
      id,
      userId,
      credentialId: id,
      rpId: 'localhost',
      publicKey: '',
      counter: 0,
      kind: 'passkey',
      storage: 'synced',
      transports: [],
      aaguid: '',
      name: id,
      createdAt: at(-2 * DAY).now,
      lastUsedAt: null,
      browser: 'Safari on macOS',
    });

  if (isProtected)
    await insertPasskey(db, {
      ...samplePasskey,
      id: KEY,
      userId,
      credentialId: KEY,
      kind: 'security-key',
      createdAt: at(4).now,
    });

  const byPasskey = async () => {
    const request = {
      userId,
      methods: ['passkey' as const],
      passwordFingerprint: null,
      passkey: { id: 'that-passkey', name: 'Laptop' },
    };
    return hashToken((await createSession(at(1, null), request)) ?? '');
  };
  const sessions = {
    'of-that-passkey': await byPasskey(),
    'by-password': await session('password', ...second),
    'of-that-provider': await session('google', ...second),
    'by-one-time-password': isProtected ? await session('password', 'recovery-code') : null,
  };
  const elsewhere = { ...actor, sessionIdHash: sessions['by-password'] };
  const challenge = async (firstFactor: 'password' | 'google') => {
    const gate = await completeFirstFactor(at(5, null), {
      userId,
      firstFactor,
      passwordFingerprint: null,
      returnTo: '/',
    });
    return gate.next === 'challenge' ? gate.secret : null;
  };
  const challenges = { 'by-password': await challenge('password'), 'of-that-provider': await challenge('google') };
  if (challenges['by-password'])
    for (let count = 0; count < 2; count += 1)
      await verifySecondFactor(at(5, null), challenges['by-password'], { method: 'totp', code: '000000' });
  const toConnect = { method: 'recovery-code', code: enrolled?.recoveryCodes[8]?.replaceAll('-', '') ?? '' } as const;
  const submittedCode = enrolled ? toConnect : null;
  const request = { provider: 'facebook', returnTo: '/', password: PASSWORD, submittedCode } as const;
  const [toLink, toProve] = [
    await startProviderLink(at(5, null), elsewhere, request),
    await startProviderReauthentication(at(5, null), elsewhere, { ...request, provider: 'google' }),
  ];
  // A session of its own begins the enrolment: that gives it another id.
  let enrolling = { ...actor, sessionIdHash: await session('password', ...second) };
  if (isProtected) {
    const submittedCode = {
      method: 'recovery-code',
      code: enrolled?.recoveryCodes[9]?.replaceAll('-', '') ?? '',
    } as const;
    const authenticatorId = await testEnvironment.authenticatorId(userId);
    const begun = await beginMove(at(5, null), enrolling, { authenticatorId, submittedCode, password: PASSWORD });
    enrolling = { ...actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    const act = { userId, by: admin.id, reason: 'Lost the phone' };
    await scheduleReset(at(5), act);
    await generateBypassCode(at(5), act);
  } else await beginEnrolment(at(5, null), enrolling, { startOver: true });

  const factor = isProtected ? await testEnvironment.authenticatorId(userId) : undefined;
  if (isProtected)
    await db.sql.insert(db.tables.authenticators).values({
      id: SECOND,
      userId,
      sealedSecret: 'of another phone',
      createdAt: at(4).now,
      confirmedAt: at(4).now,
      boundAt: at(4).now,
    });

  // The email was changed five days ago, and another change was undone the day after: both can be disputed.
  const past = (id: string, from: string, to: string, days: number) =>
    insertChange(db, {
      id,
      userId,
      fromEmail: from,
      toEmail: to,
      fromSince: at(-(100 - days) * DAY).now,
      changedAt: at(-days * DAY).now,
    });
  await past('changed', FORMER_EMAIL, EMAIL, 5);
  await past('undone', EMAIL, 'taken-off@example.com', 6);
  await markChanges(db, ['undone'], { undoneAt: at(-4 * DAY).now, undoneBy: 'link' });

  const token = (purpose: TokenPurpose, owner: string, payload?: unknown, about?: string) =>
    db.transaction((tx) =>
      issueToken(at(5), tx, {
        purpose: purpose as 'not-me',
        owner,
        email: EMAIL,
        lifeMs: 3 * DAY * 60_000,
        payload,
        ...(about && { about }),
      }),
    );
  // A grant that came from another session, of an app that stays signed in.
  const app = { id: 'wiki', name: 'Wiki', openTo: 'everyone', demands: 'session', createdAt: at(0).now } as const;
  await insertApp(db, app);
  await insertClient(db, {
    appId: app.id,
    kind: 'public',
    secretHash: null,
    oldSecretHash: null,
    oldSecretUntil: null,
    redirectUris: ['https://wiki.example.com/'],
    pkce: 'required',
    endsWith: 'app',
  });
  const grant = { kind: 'Grant', idHash: 'grant', payload: '{}', grantId: null, uid: null, userId, appId: app.id };
  await saveRecord(db, { ...grant, sessionIdHash: null, expiresAt: at(30 * DAY).now });
  await noteAppSession(db, {
    id: 'wiki',
    sessionIdHash: sessions['by-password'],
    appId: app.id,
    userId,
    sid: '',
    openedAt: at(1).now,
    lastUsedAt: at(1).now,
    noticeAt: null,
  });
  const links: Record<TokenPurpose, Record<string, string>> = {
    'sign-up': { own: await token('sign-up', EMAIL), 'of-the-new-address': await token('sign-up', NEW_EMAIL) },
    invitation: { own: await token('invitation', EMAIL), 'of-the-new-address': await token('invitation', NEW_EMAIL) },
    'reset-password': { own: await token('reset-password', userId) },
    'change-email': { own: await token('change-email', userId, { from: EMAIL, to: NEW_EMAIL }) },
    'undo-email': { own: await token('undo-email', userId, undefined, 'changed') },
    objection: { own: await token('objection', userId, undefined, 'undone') },
    'not-me': { own: await token('not-me', userId) },
    'reset-due': { own: await token('reset-due', userId) },
  };
  return {
    userId,
    actor,
    enrolling,
    sessions,
    challenges,
    flows: { 'of-that-provider': toProve.ok ? toProve.value : '', 'of-another': toLink.ok ? toLink.value : '' },
    links,
    enrolled,
    code: (index: number) => enrolled?.recoveryCodes[index]?.replaceAll('-', '') ?? '',
    factor,
    salt: (await findRecoverySet(db, userId))?.salt,
    admin: { userId, by: admin.id, reason: 'A reason' },
  };
}
type CommandContext = Awaited<ReturnType<typeof holdEverything>>;

const spent = (stage: CommandContext, index: number) => ({ method: 'recovery-code', code: stage.code(index) }) as const;
const nothing = { submittedCode: null, provider: null };
const own = (stage: CommandContext, purpose: TokenPurpose) => stage.links[purpose]['own'] ?? '';

/** Each act by its own flow. Returns the new id of the session that acted, where one did. */
const doers: Record<Act, (stage: CommandContext) => Promise<{ ok: boolean; value?: unknown }>> = {
  'password-changed': (stage) =>
    choosePassword(at(10), stage.actor, {
      current: PASSWORD,
      chosen: CHOSEN,
      kept: ['google', 'kept', stage.factor ?? '', SECOND, KEY],
    }),
  'password-reset': (stage) =>
    resetPassword(at(10), own(stage, 'reset-password'), {
      chosen: CHOSEN,
      kept: ['google', 'kept', stage.factor ?? '', SECOND, KEY],
    }),
  'email-changed': (stage) => confirmEmailChange(at(10), own(stage, 'change-email')),
  'email-change-undone': (stage) => undoAddressChange(at(10, 'old'), own(stage, 'undo-email'), nothing),
  objection: (stage) => objectToUndo(at(10, 'old'), own(stage, 'objection'), { ...nothing, provider: 'google' }),
  'not-me-link': (stage) => secureAccount(at(10), own(stage, 'not-me')),
  'not-me-button': async ({ actor }) => ({ ok: true, value: await disownActivity(at(10), actor) }),
  'others-signed-out': async ({ actor }) => ({ ok: true, value: await revokeOtherSessions(at(10), actor) }),
  'provider-connected': async (stage) => {
    const { actor } = stage;
    const request = {
      provider: 'facebook',
      returnTo: '/',
      password: PASSWORD,
      submittedCode: spent(stage, 0),
    } as const;
    const begun = await startProviderLink(at(10), actor, request);
    const done = await completeProviderFlow(at(10), actor, begun.ok ? begun.value : '', {
      ...identity('facebook'),
      authenticatedAt: null,
    });
    return { ok: done?.failure === null, value: done };
  },
  'provider-disconnected': ({ actor }) => disconnectProvider(at(10), actor, { provider: 'google', password: PASSWORD }),
  'passkey-added': async (stage) => {
    const begun = await beginPasskey(at(10), stage.actor, { password: PASSWORD, submittedCode: spent(stage, 0) });
    if (!begun.ok) return begun;
    const adding = { ...stage.actor, sessionIdHash: hashToken(begun.value.sessionId) };
    return completePasskey(at(10), adding, makeAuthenticator().register(begun.value.options));
  },
  'passkey-removed': (stage) =>
    removePasskey(at(10), stage.actor, { id: 'that-passkey', password: PASSWORD, submittedCode: spent(stage, 0) }),
  'two-factor-enabled': async ({ actor }) => {
    await beginEnrolment(at(10), actor, { startOver: true });
    return confirmEnrolment(at(10), actor, {
      code: (await testEnvironment.pendingCode(actor))(10),
      password: PASSWORD,
    }).then((done) => (done.ok ? done : { ok: false }));
  },
  'two-factor-disabled': (stage) =>
    disableTwoFactor(at(10), stage.actor, { submittedCode: spent(stage, 0), password: PASSWORD }),
  'authenticator-moved': async (stage) => {
    const begun = await beginMove(at(10), stage.actor, {
      authenticatorId: stage.factor ?? '',
      submittedCode: spent(stage, 0),
      password: PASSWORD,
    });
    const moving = { ...stage.actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    return completeMove(at(10), moving, { code: (await testEnvironment.pendingCode(moving))(10), renewCodes: true });
  },
  'authenticator-added': async (stage) => {
    const begun = await beginAddition(at(10), stage.actor, { submittedCode: spent(stage, 0), password: PASSWORD });
    const adding = { ...stage.actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    return completeAddition(at(10), adding, { code: (await testEnvironment.pendingCode(adding))(10), name: 'Tablet' });
  },
  'authenticator-removed': (stage) =>
    removeAuthenticator(at(10), stage.actor, {
      authenticatorId: stage.factor ?? '',
      submittedCode: spent(stage, 0),
      password: PASSWORD,
    }),
  'one-time-passwords-renewed': (stage) =>
    renewRecoveryCodes(at(10), stage.actor, { submittedCode: spent(stage, 0), password: PASSWORD }),
  'second-factor-reset': async (stage) => {
    await markResetAnnounced(testEnvironment.db, stage.userId, at(DAY + 6).now);
    return { ok: true, value: await executeDueReset(at(DAY + 6), stage.userId, own(stage, 'reset-due')) };
  },
  'signed-out-by-administrator': ({ admin }) => revokeAllSessions(at(10), admin),
  'role-changed': ({ admin }) => changeRole(at(10), admin, 'admin'),
  'account-disabled': ({ admin }) => disableAccount(at(10), admin),
  'account-deleted': (stage) =>
    deleteAccount(at(10), stage.actor, { typedEmail: EMAIL, password: PASSWORD, submittedCode: spent(stage, 0) }),
};

type State = 'works' | 'suspended' | 'ended';
type States = Record<string, State>;
const state = (works: unknown): State => (works ? 'works' : 'ended');

/** Tries each thing that was held, the way its holder would. What can't have been held has no entry. */
const probes: Record<Exclude<Held, `link:${string}`>, (stage: CommandContext) => Promise<States>> = {
  async password({ userId }) {
    const email = (await findUser(testEnvironment.db, userId))?.email ?? EMAIL;
    const known = await signInWithPassword(at(11, null), { email, password: PASSWORD });
    return { own: known.ok ? await gate(userId, 'password') : 'ended' };
  },
  sessions: ({ sessions }) =>
    statesOf(sessions, (idHash) => findLiveSession(testEnvironment.db, idHash, at(11).now, new Date(0))),
  'app-grants': async (): Promise<States> => ({
    'of-an-app-that-stays': state(await findRecord(testEnvironment.db, 'Grant', 'grant')),
    'not-yet-told': state((await listDueNotices(testEnvironment.db, at(2 * DAY).now, 10)).length === 0),
  }),
  challenges: ({ challenges }) =>
    statesOf(challenges, (secret) => findChallenge(testEnvironment.db, hashToken(secret), at(11).now)),
  enrolments: async ({ enrolling }) => ({ own: state(await readEnrolment(at(11), enrolling)) }),
  'provider-flows': ({ flows }) =>
    statesOf(flows, (secret) =>
      consumeOAuthFlow(testEnvironment.db, hashToken(secret), at(11).now).then(([intent]) => intent),
    ),
  async providers({ userId }) {
    const opens = async (provider: Provider): Promise<State> => {
      const found = await findOrCreateProviderAccount(at(11, null), identity(provider));
      return found.ok && found.value.userId === userId ? gate(userId, provider) : 'ended';
    };
    return { 'that-provider': await opens('google'), unticked: await opens('github') };
  },
  async passkeys({ userId }) {
    const names = (await listPasskeys(testEnvironment.db, userId))
      .filter(({ kind }) => kind === 'passkey')
      .map(({ id }) => id);
    const opens = async (id: string): Promise<State> => (names.includes(id) ? gate(userId, 'passkey') : 'ended');
    // Not among those that a form names: unticked.
    return { kept: await opens('kept'), 'that-passkey': await opens('that-passkey') };
  },
  'second-factor': async ({ userId, factor }): Promise<States> => {
    const ids = (await selectConfirmedAuthenticators(testEnvironment.db, userId)).map(({ id }) => id);
    const since = await findTwoFactorSince(testEnvironment.db, userId);
    // Where all of them end, two-factor is off.
    expect(since === null, 'the switch').toBe(ids.length === 0);
    const keys = (await listPasskeys(testEnvironment.db, userId)).map(({ id }) => id);
    return factor
      ? {
          'that-authenticator': state(ids.includes(factor)),
          'another-one': state(ids.includes(SECOND)),
          'a-security-key': state(keys.includes(KEY)),
        }
      : {};
  },
  'one-time-passwords': async ({ userId, salt }): Promise<States> =>
    salt ? { own: state((await findRecoverySet(testEnvironment.db, userId))?.salt === salt) } : {},
  'bypass-code': async ({ userId, factor }): Promise<States> =>
    factor
      ? {
          own: state(
            (await listSpendableCodes(testEnvironment.db, userId)).some(({ number }) => number === bypassNumber),
          ),
        }
      : {},
  'ordered-reset': async ({ userId, factor }): Promise<States> =>
    factor ? { own: state(await findReset(testEnvironment.db, userId)) } : {},
  async 'device-cookies'({ userId }) {
    const known = (await selectDeviceCookies(testEnvironment.db, userId)).map(({ tokenHash }) => tokenHash);
    return Object.fromEntries(['old', 'young', 'own'].map((name) => [name, state(known.includes(name))]));
  },
  counters: async ({ factor }): Promise<States> => {
    const rows = await testEnvironment.db.sql.select().from(testEnvironment.db.tables.attempts);
    return factor
      ? { own: state(rows.some(({ key, failuresInWindow }) => key.startsWith('totp') && failuresInWindow > 0)) }
      : {};
  },
};

async function gate(userId: string, firstFactor: FirstFactor): Promise<State> {
  const { next } = await completeFirstFactor(at(11, null), {
    userId,
    firstFactor,
    passwordFingerprint: null,
    returnTo: '/',
  });
  return next === 'session' || next === 'challenge' ? 'works' : 'suspended';
}
async function statesOf(
  held: Record<string, string | null>,
  find: (secret: string) => Promise<unknown>,
): Promise<States> {
  const made = Object.entries(held).flatMap(([name, secret]) => (secret ? [[name, secret] as const] : []));
  return Object.fromEntries(
    await Promise.all(made.map(async ([name, secret]) => [name, state(await find(secret))] as const)),
  );
}
/** The link that an act is done by is spent, whatever happens to the others of its kind. */
const usedLink: Partial<Record<Act, TokenPurpose>> = {
  'password-reset': 'reset-password',
  'email-changed': 'change-email',
  'email-change-undone': 'undo-email',
  objection: 'objection',
  'not-me-link': 'not-me',
  'second-factor-reset': 'reset-due',
};
/** These spend a code: whether that cancels a reset is decided by the factor's age, and tested there. */
const usesFactor: readonly Act[] = [
  'provider-connected',
  'passkey-added',
  'passkey-removed',
  'two-factor-disabled',
  'authenticator-moved',
  'authenticator-added',
  'authenticator-removed',
  'one-time-passwords-renewed',
];

/** What the table says of one thing that was held. A part that isn't named goes on working. */
function expected(act: Act, held: Held, name: string): State {
  const fate: Fate = ends[act][held];
  if (held === `link:${usedLink[act]}`) return 'ended';
  if (fate === 'ends') return name === 'of-the-new-address' ? 'works' : 'ended';
  // The passkey of this name is the one that no form ticks, too.
  if ('part' in fate && fate.part === 'unticked' && held === 'passkeys') return name === 'kept' ? 'works' : 'ended';
  if ('part' in fate) return fate.part === name ? 'ended' : 'works';
  if ('replaced' in fate) return 'ended';
  // A waiting link looks like one that works: what it does while the account is disabled has a test of its own.
  return 'suspended' in fate && !held.startsWith('link:') ? 'suspended' : 'works';
}

describe.each(Object.keys(ends) as Act[])('%s', (act) => {
  test('ends what others hold, as the table says', async () => {
    const stage = await holdEverything({ isProtected: act !== 'two-factor-enabled' });
    const done = await doers[act](stage);
    expect(done, 'the act itself').toMatchObject({ ok: true });

    const found: Record<string, States> = {};
    const wanted: Record<string, States> = {};
    for (const held of Object.keys(ends[act]) as Held[]) {
      if (held === 'ordered-reset' && usesFactor.includes(act)) continue;
      const states = held.startsWith('link:')
        ? await statesOf(stage.links[held.slice(5) as TokenPurpose], (secret) =>
            findToken(testEnvironment.db, hashToken(secret), held.slice(5) as TokenPurpose, at(11).now),
          )
        : await probes[held as keyof typeof probes](stage);
      found[held] = states;
      wanted[held] = Object.fromEntries(Object.keys(states).map((name) => [name, expected(act, held, name)]));
    }
    expect(found).toEqual(wanted);
    // A copy of the cookie of the session that acted is worth nothing.
    if (act !== 'email-changed')
      expect(await findLiveSession(testEnvironment.db, stage.actor.sessionIdHash, at(11).now, new Date(0))).toBeNull();
  });
});
