/** Passkeys in a dispute over an address: a proof as old as their addition, and a second factor where two-factor is on. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demotePasskey } from '../../../db/queries/passkeys.ts';
import { findUser } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { type Authenticator, COOKIE, withPasskeys } from '../../../test/passkey-environment.ts';
import { type Forgery, flags, makeAuthenticator } from '../../../test/software-authenticator.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Message } from '../../mail/transport.ts';
import type { Context } from '../context.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { signInWithPasskey } from '../sign-in/sign-in-with-passkey.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { enableByPasskey } from '../two-factor/enable-by-passkey.ts';
import { confirmEmailChange, requestEmailChange } from './change-email.ts';
import { beginDisputePasskey } from './dispute-by-passkey.ts';
import { objectToUndo, readObjection } from './object-to-undo.ts';
import { readUndo, undoAddressChange } from './undo-address.ts';

const OWN = 'ada@example.com';
const THIEFS = 't1@evil.example';
const DAY = 24 * 60;
const nothing = { submittedCode: null, provider: null };

let scene: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
let letters: Message[];
beforeEach(async () => {
  scene = await makeTestEnvironment();
  passkeys = withPasskeys(scene);
  letters = [];
}, 60_000);
afterEach(() => scene.close());

const inBrowser = (deviceCookieHash: string, days: number, minutes = 0): Context => {
  const context = scene.at(days * DAY + minutes);
  return { ...context, client: { ...context.client, deviceCookieHash } };
};
const signIn = async (context: Context, userId: string) => {
  const sessionId = await createSession(context, { userId, methods: ['password', 'totp'], passwordFingerprint: null });
  return { userId, sessionIdHash: hashToken(sessionId ?? ''), reauthenticatedAt: null };
};
const addressOf = async (userId: string) => (await findUser(scene.db, userId))?.email;

async function tokenTo(to: string, purpose: string, days: number): Promise<string> {
  await sendQueuedMail(scene.at(days * DAY + 1), { send: async (letter) => void letters.push(letter) });
  const found = letters.findLast((letter) => letter.to === to && letter.text.includes(`/link/${purpose}?`));
  return new RegExp(`/link/${purpose}\\?token=([\\w-]+)`).exec(found?.text ?? '')?.[1] ?? '';
}

/** Someone with a session, the password and, where that is asked, a code takes the account to another address. */
async function changeTo(email: string, userId: string, days: number, code: string | null = null): Promise<string> {
  const former = (await addressOf(userId)) ?? '';
  const context = inBrowser('thief', days);
  const actor = await signIn(context, userId);
  const submittedCode = code === null ? null : ({ method: 'recovery-code', code } as const);
  const asked = await requestEmailChange(context, actor, { email, password: PASSWORD, submittedCode });
  expect(asked).toMatchObject({ ok: true });
  expect(await confirmEmailChange(context, await tokenTo(email, 'change-email', days))).toMatchObject({ ok: true });
  return tokenTo(former, 'undo-email', days);
}

/** What a passkey signs on the page of a mailed link. */
async function show(authenticator: Authenticator, link: string, days: number, forged: Forgery = {}) {
  const options = await beginDisputePasskey(scene.at(days * DAY), link);
  return { ...nothing, assertion: authenticator.assert({ challenge: options?.challenge ?? '' }, forged) };
}

async function ada() {
  const person = await scene.person(OWN);
  const authenticator = makeAuthenticator();
  const added = await passkeys.add(person.actor, authenticator, 1);
  return { ...person, id: person.user.id, authenticator, passkeyId: added.id, actor: added.actor };
}

/** Ada, who has turned two-factor on with her passkey. Returns her one-time passwords too. */
async function guarded(days = 0) {
  const person = await ada();
  const { passkeyId: id } = person;
  const byPasskey = { method: 'passkey', proven: { id, name: 'Laptop' } } as const;
  const enabled = await enableByPasskey(scene.at(days * DAY + 2), { ...person.actor, byPasskey });
  if (!enabled.ok) throw new Error(enabled.code);
  const codes = enabled.value.recoveryCodes.map((code) => code.replaceAll('-', ''));
  return { ...person, codes };
}

describe('an undo', () => {
  test('acts at once with a passkey that was added before the change, in any browser', async () => {
    const { id, authenticator } = await ada();
    const undo = await changeTo(THIEFS, id, 10);
    expect(await readUndo(inBrowser('new', 11), undo)).toMatchObject({ code: 'none', takesPasskey: true });
    const shown = await show(authenticator, undo, 11);
    expect(await undoAddressChange(inBrowser('new', 11), undo, shown)).toMatchObject({ value: { dueAt: null } });
    expect(await addressOf(id)).toBe(OWN);
    expect((await findUser(scene.db, id))?.lockedDownAt).not.toBeNull();
  });

  test('takes none that was added after it, nor another account’s; both leave everything as it was', async () => {
    const person = await scene.person(OWN);
    const undo = await changeTo(THIEFS, person.user.id, 10);
    const later = makeAuthenticator();
    await passkeys.add(await signIn(inBrowser('thief', 10, 5), person.user.id), later, 10 * DAY + 5);
    expect(await readUndo(inBrowser('new', 11), undo)).toMatchObject({ takesPasskey: false });
    const late = await show(later, undo, 11);
    expect(await undoAddressChange(inBrowser('new', 11), undo, late)).toMatchObject({ code: 'passkey-too-young' });
    const eve = await scene.person('eve@example.com');
    const evesOwn = makeAuthenticator();
    await passkeys.add(eve.actor, evesOwn, 1);
    const foreign = await show(evesOwn, undo, 11);
    expect(await undoAddressChange(inBrowser('new', 11), undo, foreign)).toMatchObject({ code: 'passkey-failed' });
    expect(await addressOf(person.user.id)).toBe(THIEFS);
    expect(await readUndo(inBrowser('new', 11), undo)).toMatchObject({ dueAt: null });
  });

  test('asks for the passkey that two-factor was turned on with, and takes an old one-time password instead', async () => {
    const { id, authenticator, codes } = await guarded();
    await signIn(inBrowser('ada', 0, 3), id);
    const undo = await changeTo('ada@new.example', id, 10, codes[0]);
    const view = { code: 'needed', hasApp: false, takesPasskey: true };
    expect(await readUndo(inBrowser('ada', 11), undo)).toMatchObject(view);
    // The former mailbox alone, even in a known browser, does nothing any more.
    expect(await undoAddressChange(inBrowser('ada', 11), undo, nothing)).toMatchObject({ code: 'code-empty' });
    const shown = await show(authenticator, undo, 11);
    expect(await undoAddressChange(inBrowser('new', 11), undo, shown)).toMatchObject({ value: { dueAt: null } });
    expect(await addressOf(id)).toBe(OWN);
  });

  test('takes an old passkey by its addition where a thief has just turned two-factor on', async () => {
    const { id, authenticator, codes } = await guarded(9);
    const undo = await changeTo(THIEFS, id, 10, codes[0]);
    expect(await readUndo(inBrowser('new', 11), undo)).toMatchObject({ code: 'none', takesPasskey: true });
    const shown = await show(authenticator, undo, 11);
    expect(await undoAddressChange(inBrowser('new', 11), undo, shown)).toMatchObject({ value: { dueAt: null } });
  });

  test('takes no passkey of this week where an old second factor is asked: a thief may have added it', async () => {
    const { id, actor, codes } = await guarded();
    const thiefs = makeAuthenticator();
    const code = { method: 'recovery-code', code: codes[0] ?? '' } as const;
    await passkeys.add({ ...actor, ...(await signIn(inBrowser('thief', 8), id)) }, thiefs, 8 * DAY, code);
    const undo = await changeTo('ada@new.example', id, 10, codes[1]);
    const shown = await show(thiefs, undo, 11);
    expect(await undoAddressChange(inBrowser('thief', 11), undo, shown)).toMatchObject({ code: 'passkey-too-young' });
    expect(await addressOf(id)).toBe('ada@new.example');
  });
});

describe('attack W-43: the page of a mailed link is answered', () => {
  test('with what was signed to sign in, for another link, or by a passkey that verified no one', async () => {
    const { id, authenticator } = await ada();
    const undo = await changeTo(THIEFS, id, 10);
    const again = await changeTo('t2@evil.example', id, 11);
    const at = inBrowser('new', 11);
    const press = (shown: Awaited<ReturnType<typeof show>>) => undoAddressChange(at, undo, shown);
    const toSignIn = authenticator.assert(await passkeys.options(11 * DAY));
    expect(await press({ ...nothing, assertion: toSignIn })).toMatchObject({ code: 'passkey-expired' });
    expect(await press(await show(authenticator, again, 11))).toMatchObject({ code: 'passkey-expired' });
    expect(await press(await show(authenticator, undo, 10))).toMatchObject({ code: 'passkey-expired' });
    const touched = await show(authenticator, undo, 11, { flags: flags.UP });
    expect(await press(touched)).toMatchObject({ code: 'passkey-unverified' });
    const nobodys = await show(authenticator, undo, 11, { userHandle: null });
    expect(await press(nobodys)).toMatchObject({ code: 'passkey-failed' });
    const elsewhere = await show(authenticator, undo, 11, { origin: 'https://evil.example' });
    expect(await press(elsewhere)).toMatchObject({ code: 'passkey-failed' });
    expect(await press({ ...nothing, assertion: 'nonsense' })).toMatchObject({ code: 'passkey-failed' });
    expect(await addressOf(id)).toBe('t2@evil.example');
    // And the other way round: it signs no one in.
    const { assertion } = await show(authenticator, undo, 11);
    for (const secret of [COOKIE, undo])
      expect(await signInWithPasskey(at, { assertion, secret, before: null })).toMatchObject({
        code: 'passkey-expired',
      });
  });

  test('with one assertion twice: spent by the first, whatever became of it', async () => {
    const { id, authenticator } = await ada();
    const undo = await changeTo('ada@new.example', id, 10);
    await undoAddressChange(inBrowser('nobody', 11), undo, nothing);
    const keep = await tokenTo('ada@new.example', 'objection', 11);
    const shown = await show(authenticator, keep, 11);
    const pressed = await Promise.all([1, 2, 3].map(() => objectToUndo(inBrowser('new', 11), keep, shown)));
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('with one that is a security key by now: it never says who touched it', async () => {
    const { id, authenticator, passkeyId } = await ada();
    const undo = await changeTo(THIEFS, id, 10);
    await demotePasskey(scene.db, id, passkeyId);
    expect(await readUndo(inBrowser('new', 11), undo)).toMatchObject({ takesPasskey: false });
    const shown = await show(authenticator, undo, 11);
    expect(await undoAddressChange(inBrowser('new', 11), undo, shown)).toMatchObject({ code: 'passkey-second-only' });
  });
});

test('attack W-44: what the browser is asked for names no passkey, so a mailed link tells nothing about the account', async () => {
  const { id } = await ada();
  const undo = await changeTo(THIEFS, id, 10);
  for (const link of [undo, 'a link that no one was sent']) {
    const options = await beginDisputePasskey(scene.at(11 * DAY), link);
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(options?.allowCredentials ?? []).toEqual([]);
  }
});

describe('an objection', () => {
  test('cancels a waiting undo with a passkey of a week before the change', async () => {
    const { id, authenticator } = await ada();
    const undo = await changeTo('ada@new.example', id, 10);
    await undoAddressChange(inBrowser('nobody', 11), undo, nothing);
    const keep = await tokenTo('ada@new.example', 'objection', 11);
    expect(await readObjection(inBrowser('new', 11), keep)).toMatchObject({ takesPasskey: true, takesCode: false });
    expect(await objectToUndo(inBrowser('new', 11), keep, nothing)).toMatchObject({ code: 'objection-refused' });
    const shown = await show(authenticator, keep, 11);
    expect(await objectToUndo(inBrowser('new', 11), keep, shown)).toMatchObject({ value: { wasWaiting: true } });
    expect(await addressOf(id)).toBe('ada@new.example');
  });

  test('is weighed against a passkey that no one has shown: it may be the other side’s', async () => {
    const { id, authenticator } = await ada();
    await signIn(inBrowser('thief', 1), id);
    const undo = await changeTo(THIEFS, id, 10);
    const shown = await show(authenticator, undo, 11);
    expect(await undoAddressChange(inBrowser('new', 11), undo, shown)).toMatchObject({ ok: true });
    const keep = await tokenTo(THIEFS, 'objection', 11);
    expect(await objectToUndo(inBrowser('thief', 12), keep, nothing)).toMatchObject({ code: 'objection-refused' });
    expect(await addressOf(id)).toBe(OWN);
  });
});
