/** The first sign-in after an administrator's reset: what signs in by itself outlived it, and its owner is asked. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { listEvents } from '../../../db/queries/security-events.ts';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { withPasskeys } from '../../../test/passkey-environment.ts';
import { makeAuthenticator } from '../../../test/software-authenticator.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Message } from '../../mail/transport.ts';
import { scheduleReset } from '../admin/schedule-reset.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { announceDueResets } from './announce-due-reset.ts';
import { keepPasskeys, passkeysToCheck } from './check-passkeys.ts';
import { removePasskey } from './remove-passkey.ts';

const DAY = 24 * 60;
const RESET = 41 * DAY + 10;

let scene: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
beforeEach(async () => {
  scene = await makeTestEnvironment();
  passkeys = withPasskeys(scene);
}, 60_000);
afterEach(() => scene.close());

/** Ada's phone is lost. Her passkey is forty days old, a thief's one is a day old, and so is a security key. */
async function stage() {
  const { user, actor } = await scene.person();
  const enrolled = await scene.enrol({ user, actor });
  const [own, thiefs, key] = [makeAuthenticator(), makeAuthenticator(), makeAuthenticator()];
  const code = (index: number) =>
    ({ method: 'recovery-code', code: enrolled.recoveryCodes[index]?.replaceAll('-', '') ?? '' }) as const;
  const first = await passkeys.add(enrolled.actor, own, 2, code(0));
  const later = { ...actor, sessionIdHash: hashToken((await session(39 * DAY, user.id, 'totp')) ?? '') };
  const second = await passkeys.add(later, thiefs, 39 * DAY, code(1));
  await passkeys.add(second.actor, key, 39 * DAY + 1, code(2), 'security-key');
  const opened = await passkeys.signIn(thiefs, 39 * DAY + 5);
  const ordered = { userId: user.id, reason: 'Passport seen', by: 'command:root' };
  expect(await scheduleReset(scene.at(40 * DAY), ordered)).toMatchObject({ ok: true });
  await announceDueResets(scene.at(41 * DAY + 1));
  return { user, actor, own: first.id, thiefs: second.id, opened, thiefsDevice: thiefs };
}
const session = (minute: number, userId: string, second?: 'totp') =>
  createSession(scene.at(minute), {
    userId,
    methods: second ? ['password', second] : ['password'],
    passwordFingerprint: null,
  });

/** The first factor in the browser that opened the mailed link, and the session after it. */
async function signInByReset(userId: string, actor: Awaited<ReturnType<typeof stage>>['actor'], minute = RESET) {
  const letters: Message[] = [];
  await sendQueuedMail(
    { ...scene.at(0), dueBy: scene.at(90 * DAY).now },
    { send: async (letter) => void letters.push(letter) },
  );
  const link = letters.map(({ text }) => /link\/reset-due\?token=([\w-]+)/.exec(text)?.[1]).findLast(Boolean);
  expect(await scene.challenge(minute, 'ada@example.com', link)).toBeNull();
  const id = await session(minute, userId);
  return { ...actor, sessionIdHash: hashToken(id ?? ''), signedInAt: scene.at(minute).now };
}
const held = async (userId: string) => (await listPasskeys(scene.db, userId)).map(({ id }) => id);

test('attack W-45: a thief’s passkey outlives the reset, is listed at that sign-in, and goes with its sessions', async () => {
  const ada = await stage();
  const actor = await signInByReset(ada.user.id, ada.actor);
  const listed = await passkeysToCheck(scene.at(RESET + 1), actor);
  expect(listed.map(({ id }) => id)).toEqual([ada.own, ada.thiefs]);
  const opened = await passkeys.signIn(ada.thiefsDevice, RESET + 1);
  if (!opened.ok) throw new Error(opened.code);
  const done = await keepPasskeys(scene.at(RESET + 2), actor, [ada.own]);
  if (!done.ok || !done.value) throw new Error('Nothing was removed');
  expect(await held(ada.user.id)).toEqual([ada.own]);
  const live = (id: string) => findLiveSession(scene.db, hashToken(id), scene.at(RESET + 3).now, new Date(0));
  expect(await live(opened.value.sessionId)).toBeNull();
  expect(await live(done.value)).not.toBeNull();
  expect(await passkeys.signIn(ada.thiefsDevice, RESET + 3)).toMatchObject({ code: 'passkey-unknown' });
  const [event] = await listEvents(scene.db, ada.user.id, ['passkey-removed'], { limit: 5 });
  expect(event).toBeDefined();
});

test('an old passkey goes there too, which asks for a proof as old at any other time', async () => {
  const ada = await stage();
  const actor = await signInByReset(ada.user.id, ada.actor);
  const otherwise = { id: ada.own, password: PASSWORD, submittedCode: null };
  expect(await removePasskey(scene.at(RESET + 1), actor, otherwise)).toMatchObject({ code: 'passkey-old' });
  expect(await keepPasskeys(scene.at(RESET + 1), actor, [])).toMatchObject({ ok: true });
  expect(await held(ada.user.id)).toEqual([]);
});

test('attack W-45: neither another session, nor that one ten minutes later, is asked, and nothing is taken from it', async () => {
  const ada = await stage();
  const actor = await signInByReset(ada.user.id, ada.actor);
  const thief = { ...actor, sessionIdHash: hashToken((await session(RESET + 1, ada.user.id)) ?? '') };
  for (const [minute, who] of [
    [RESET + 1, { ...thief, signedInAt: scene.at(RESET + 1).now }],
    [RESET + 1, { ...thief, signedInAt: scene.at(RESET - 1).now }],
    [RESET + 11, actor],
  ] as const) {
    expect(await passkeysToCheck(scene.at(minute), who)).toEqual([]);
    expect(await keepPasskeys(scene.at(minute), who, [])).toEqual({ ok: true, value: null });
  }
  expect(await held(ada.user.id)).toEqual([ada.own, ada.thiefs]);
});

test('someone who was never reset is asked nothing', async () => {
  const { actor } = await scene.person();
  const { actor: signed } = await passkeys.add(actor, makeAuthenticator(), 1);
  expect(await passkeysToCheck(scene.at(1), { ...signed, signedInAt: scene.at(0).now })).toEqual([]);
});
