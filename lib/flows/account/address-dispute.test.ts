import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { findUser, findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Message } from '../../mail/transport.ts';
import { en } from '../../words/en.ts';
import { generateBypassCode } from '../admin/generate-bypass-code.ts';
import { invite } from '../admin/invite.ts';
import { cancelUndoLink, formerAddresses, sendUndoLink } from '../admin/send-undo-link.ts';
import type { Context } from '../context.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { issueToken } from '../mail/steps/issue-token.ts';
import { findOrCreateProviderAccount } from '../providers/find-or-create-provider-account.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { joinByInvitation } from '../sign-up/join-by-invitation.ts';
import { requestSignUp } from '../sign-up/request-sign-up.ts';
import { signUp } from '../sign-up/sign-up.ts';
import { confirmEmailChange, requestEmailChange } from './change-email.ts';
import { objectToUndo, readObjection } from './object-to-undo.ts';
import { resetPassword } from './reset-password.ts';
import { secureAccount } from './secure-account.ts';
import { executeDueUndos } from './steps/execute-due-undo.ts';
import { requestPasswordReset } from './steps/request-password-reset.ts';
import { readUndo, undoAddressChange } from './undo-address.ts';
import { recentAddressChange, undoInSession } from './undo-in-session.ts';

const OWN = 'ada@example.com';
const DAY = 24 * 60;
const nothing = { submittedCode: null, provider: null };

let scene: TestEnvironment;
let letters: Message[];
beforeEach(async () => {
  scene = await makeTestEnvironment();
  letters = [];
});
afterEach(() => scene.close());

/** The context of a browser, `days` after the start (plus `minutes`). */
const inBrowser = (deviceCookieHash: string | null, days: number, minutes = 0): Context => {
  const context = scene.at(days * DAY + minutes);
  return { ...context, client: { ...context.client, deviceCookieHash } };
};
/** A browser that signs in, so that the account knows it from then on. */
const signIn = async (context: Context, userId: string) => {
  const sessionId = await createSession(context, { userId, methods: ['password', 'totp'], passwordFingerprint: null });
  return { userId, sessionIdHash: hashToken(sessionId ?? ''), reauthenticatedAt: null };
};
const addressOf = async (userId: string) => (await findUser(scene.db, userId))?.email;

/** The newest token of a purpose in what came to `to` so far. */
async function tokenTo(to: string, purpose: string, days: number): Promise<string> {
  await sendQueuedMail(scene.at(days * DAY + 1), { send: async (letter) => void letters.push(letter) });
  const found = letters.filter((letter) => letter.to === to && letter.text.includes(`/link/${purpose}?`)).at(-1);
  return new RegExp(`/link/${purpose}\\?token=([\\w-]+)`).exec(found?.text ?? '')?.[1] ?? '';
}

/** Ada's account with her own browser, known since day 0. */
async function ada() {
  const { user, actor } = await scene.person(OWN);
  await signIn(inBrowser('ada', 0), user.id);
  return { user, actor, id: user.id };
}

/** Someone in a session of hers takes the account to another email. Returns the undo link mailed to the former one. */
async function changeTo(
  email: string,
  userId: string,
  days: number,
  submittedCode: string | null = null,
): Promise<string> {
  const context = inBrowser('thief', days);
  const former = (await addressOf(userId)) ?? '';
  const actor = await signIn(context, userId);
  const code = submittedCode === null ? null : ({ method: 'totp', code: submittedCode } as const);
  expect(await requestEmailChange(context, actor, { email, password: PASSWORD, submittedCode: code })).toMatchObject({
    ok: true,
  });
  expect(await confirmEmailChange(context, await tokenTo(email, 'change-email', days))).toMatchObject({ ok: true });
  return tokenTo(former, 'undo-email', days);
}

describe('an undo', () => {
  test('in a browser known before the change acts at once, locks the account down and mails a link home (A-13)', async () => {
    const { id } = await ada();
    const undo = await changeTo('t1@evil.example', id, 10);
    const notMe = await tokenTo(OWN, 'not-me', 10);
    expect(await undoAddressChange(inBrowser('ada', 11), undo, nothing)).toEqual({
      ok: true,
      value: { email: OWN, dueAt: null },
    });
    expect(await addressOf(id)).toBe(OWN);
    expect((await findUser(scene.db, id))?.lockedDownAt).not.toBeNull();
    const fresh = await tokenTo(OWN, 'reset-password', 11);
    expect(await secureAccount(scene.at(11 * DAY), notMe)).toMatchObject({ code: 'link-dead' });
    const outcome = await resetPassword(scene.at(11 * DAY + 5), fresh, {
      chosen: 'another four word phrase',
      kept: [],
    });
    expect(outcome).toMatchObject({ ok: true });
    expect(
      await signInWithPassword(scene.at(11 * DAY + 6), { email: OWN, password: 'another four word phrase' }),
    ).toMatchObject({ ok: true });
    // Used twice, and with the email restored, it is dead.
    expect(await undoAddressChange(inBrowser('ada', 12), undo, nothing)).toMatchObject({ code: 'link-dead' });
  });

  test('of the first of two changes works: every undo link lives its seven days and ends the newer ones (A-14)', async () => {
    const { id } = await ada();
    const first = await changeTo('t1@evil.example', id, 10);
    const second = await changeTo('t2@evil.example', id, 11);
    // The owner is notified of the second one too, with a link of her own; the new email isn't shown in full.
    const again = await tokenTo(OWN, 'undo-email', 11);
    expect(again).not.toBe(first);
    expect(letters.findLast((letter) => letter.to === OWN)?.text).toContain('t…@evil.example');
    expect(await undoAddressChange(inBrowser('ada', 16), first, nothing)).toMatchObject({ ok: true });
    expect(await addressOf(id)).toBe(OWN);
    for (const link of [second, again, first])
      expect(await undoAddressChange(inBrowser('thief', 16), link, nothing)).toMatchObject({ code: 'link-dead' });
  });

  test('is over after seven days, and a later mail to an older address makes its link no longer', async () => {
    const { id } = await ada();
    const first = await changeTo('t1@evil.example', id, 10);
    await changeTo('t2@evil.example', id, 16);
    const again = await tokenTo(OWN, 'undo-email', 16);
    expect(await readUndo(inBrowser('ada', 16, 5), again)).toMatchObject({ email: OWN });
    for (const link of [first, again])
      expect(await undoAddressChange(inBrowser('ada', 17), link, nothing)).toMatchObject({ code: 'link-dead' });
  });

  test('from the old mailbox alone waits a day, and happens by itself at the end of it (A-16)', async () => {
    const { id } = await ada();
    const undo = await changeTo('ada@new.example', id, 10);
    const pressed = await undoAddressChange(inBrowser('nobody', 11), undo, nothing);
    expect(pressed).toEqual({ ok: true, value: { email: OWN, dueAt: inBrowser(null, 12).now } });
    expect(await addressOf(id)).toBe('ada@new.example');
    expect(await tokenTo('ada@new.example', 'objection', 11)).not.toBe('');
    // Using it again neither restarts the delay nor sends another mail.
    const count = letters.length;
    expect(await undoAddressChange(inBrowser('nobody', 11, 60), undo, nothing)).toEqual(pressed);
    await tokenTo('ada@new.example', 'objection', 11);
    expect(letters).toHaveLength(count);
    await executeDueUndos(scene.at(12 * DAY - 1));
    expect(await addressOf(id)).toBe('ada@new.example');
    await executeDueUndos(scene.at(12 * DAY));
    expect(await addressOf(id)).toBe(OWN);
    expect((await findUser(scene.db, id))?.lockedDownAt).not.toBeNull();
    expect(await tokenTo(OWN, 'reset-password', 12)).not.toBe('');
  });

  test('that waits acts at once in a browser that was known before', async () => {
    const { id } = await ada();
    const undo = await changeTo('t1@evil.example', id, 10);
    await undoAddressChange(inBrowser('nobody', 11), undo, nothing);
    expect(await undoAddressChange(inBrowser('ada', 11, 5), undo, nothing)).toMatchObject({
      ok: true,
      value: { dueAt: null },
    });
    expect(await addressOf(id)).toBe(OWN);
  });

  test('acts at once with a provider that was connected before the change, and not with a later one', async () => {
    const { id } = await ada();
    const account = { id: 'g', userId: id, provider: 'google' as const, subject: 's', email: null };
    await insertLinkedIdentity(scene.db, { ...account, createdAt: scene.at(0).now });
    await insertLinkedIdentity(scene.db, {
      ...account,
      id: 'h',
      provider: 'github',
      createdAt: scene.at(11 * DAY).now,
    });
    const undo = await changeTo('t1@evil.example', id, 10);
    const withGitHub = await undoAddressChange(inBrowser('nobody', 12), undo, {
      submittedCode: null,
      provider: 'github',
    });
    expect(withGitHub).toMatchObject({ value: { dueAt: expect.any(Date) } });
    const withGoogle = await undoAddressChange(inBrowser('nobody', 12), undo, {
      submittedCode: null,
      provider: 'google',
    });
    expect(withGoogle).toMatchObject({ value: { dueAt: null } });
  });

  test('asks for the code of a second factor that was there a week before, and takes no other (A-17)', async () => {
    const { user, actor } = await scene.person(OWN);
    const { codeOf, recoveryCodes } = await scene.enrol({ user, actor });
    await signIn(inBrowser('ada', 0), user.id);
    const undo = await changeTo('ada@new.example', user.id, 10, codeOf(10 * DAY));
    expect(await readUndo(inBrowser(null, 11), undo)).toMatchObject({ code: 'needed' });
    expect(await undoAddressChange(inBrowser('ada', 11), undo, nothing)).toMatchObject({ code: 'code-empty' });
    const wrong = { submittedCode: { method: 'totp', code: '000000' }, provider: null } as const;
    expect(await undoAddressChange(inBrowser('ada', 11), undo, wrong)).toMatchObject({ code: 'code-wrong' });
    const printed = recoveryCodes[0]?.replaceAll('-', '') ?? '';
    const spent = { submittedCode: { method: 'recovery-code', code: printed }, provider: null } as const;
    expect(await undoAddressChange(inBrowser('nobody', 11), undo, spent)).toMatchObject({ value: { dueAt: null } });
    expect(await addressOf(user.id)).toBe(OWN);
  });

  test('asks for no code of a factor that a thief has just turned on', async () => {
    const { user, actor } = await scene.person(OWN);
    await signIn(inBrowser('ada', -1), user.id);
    const { codeOf } = await scene.enrol({ user, actor });
    const undo = await changeTo('t1@evil.example', user.id, 0, codeOf(0, 1));
    expect(await readUndo(inBrowser('ada', 3), undo)).toMatchObject({ code: 'none' });
    expect(await readUndo(inBrowser('ada', 6), undo)).toMatchObject({ code: 'none' });
    expect(await undoAddressChange(inBrowser('ada', 6), undo, nothing)).toMatchObject({ value: { dueAt: null } });
  });

  test('with an administrator’s bypass code is final', async () => {
    const { user, actor } = await scene.person(OWN);
    const { codeOf } = await scene.enrol({ user, actor });
    const undo = await changeTo('t1@evil.example', user.id, 10, codeOf(10 * DAY));
    const made = await generateBypassCode(inBrowser(null, 11), {
      userId: user.id,
      reason: 'called back',
      by: 'command:x',
    });
    const code = made.ok ? made.value.replaceAll('-', '') : '';
    const spent = { submittedCode: { method: 'recovery-code', code }, provider: null } as const;
    expect(await undoAddressChange(inBrowser('nobody', 11), undo, spent)).toMatchObject({ value: { dueAt: null } });
    expect(await tokenTo('t1@evil.example', 'objection', 11)).toBe('');
  });

  test('to an address that the account had later ends with a new password by a mailed link', async () => {
    const { id } = await ada();
    await changeTo('t1@evil.example', id, 10);
    const toThief = await changeTo(OWN, id, 11);
    expect(await readUndo(inBrowser(null, 11), toThief)).toMatchObject({ email: 't1@evil.example' });
    await requestPasswordReset(inBrowser(null, 11, 1), OWN);
    const link = await tokenTo(OWN, 'reset-password', 11);
    expect(
      await resetPassword(inBrowser('ada', 11, 5), link, { chosen: 'another four word phrase', kept: [] }),
    ).toMatchObject({ ok: true });
    expect(await readUndo(inBrowser(null, 11, 6), toThief)).toBeNull();
    expect(await undoAddressChange(inBrowser('thief', 11, 6), toThief, nothing)).toMatchObject({ code: 'link-dead' });
  });

  test('is kept when the thief sets a new password from a later address', async () => {
    const { id } = await ada();
    const first = await changeTo('t1@evil.example', id, 10);
    await requestPasswordReset(inBrowser(null, 10, 1), 't1@evil.example');
    const link = await tokenTo('t1@evil.example', 'reset-password', 10);
    expect(
      await resetPassword(scene.at(10 * DAY + 6), link, { chosen: 'the phrase of a thief', kept: [] }),
    ).toMatchObject({ ok: true });
    expect(await undoAddressChange(inBrowser('ada', 11), first, nothing)).toMatchObject({ value: { email: OWN } });
  });
});

describe('an objection', () => {
  test('cancels an undo that waits, from a browser a week old; the mailbox alone does not (A-18)', async () => {
    const { id } = await ada();
    const undo = await changeTo('ada@new.example', id, 10);
    await undoAddressChange(inBrowser('nobody', 11), undo, nothing);
    const keep = await tokenTo('ada@new.example', 'objection', 11);
    expect(await readObjection(inBrowser(null, 11), keep)).toMatchObject({ email: 'ada@new.example' });
    expect(await objectToUndo(inBrowser('nobody', 11), keep, nothing)).toMatchObject({ code: 'objection-refused' });
    // The browser that made the change two days ago is younger than a week, and than the change.
    expect(await objectToUndo(inBrowser('thief', 11), keep, nothing)).toMatchObject({ code: 'objection-refused' });
    expect(await objectToUndo(inBrowser('ada', 11), keep, nothing)).toEqual({
      ok: true,
      value: { email: 'ada@new.example', wasWaiting: true },
    });
    await executeDueUndos(scene.at(13 * DAY));
    expect(await addressOf(id)).toBe('ada@new.example');
    expect(await undoAddressChange(inBrowser('ada', 11), undo, nothing)).toMatchObject({ code: 'link-dead' });
    expect(await objectToUndo(inBrowser('ada', 11), keep, nothing)).toMatchObject({ code: 'link-dead' });
  });

  test('reverts an undo that was done, when its proof is the oldest of all; once, and locked down as by an undo', async () => {
    const { id } = await ada();
    // A thief reads the old mailbox and has a browser that was known before the change, but not as long as hers.
    await signIn(inBrowser('other', 1), id);
    const undo = await changeTo('ada@new.example', id, 10);
    expect(await undoAddressChange(inBrowser('other', 11), undo, nothing)).toMatchObject({ value: { dueAt: null } });
    const keep = await tokenTo('ada@new.example', 'objection', 11);
    expect(await objectToUndo(inBrowser('nobody', 12), keep, nothing)).toMatchObject({ code: 'objection-refused' });
    expect(await objectToUndo(inBrowser('ada', 12), keep, nothing)).toEqual({
      ok: true,
      value: { email: 'ada@new.example', wasWaiting: false },
    });
    expect(await addressOf(id)).toBe('ada@new.example');
    expect((await findUser(scene.db, id))?.lockedDownAt).not.toBeNull();
    expect(await tokenTo('ada@new.example', 'reset-password', 12)).not.toBe('');
    expect(await objectToUndo(inBrowser('ada', 12), keep, nothing)).toMatchObject({ code: 'link-dead' });
    expect(await undoAddressChange(inBrowser('other', 12), undo, nothing)).toMatchObject({ code: 'link-dead' });
  });

  test('is weighed against every proof of the other side, not only the one shown at the undo (A-18)', async () => {
    const { id } = await ada();
    await signIn(inBrowser('phone', 2), id);
    await signIn(inBrowser('thief', 1), id);
    const undo = await changeTo('t1@evil.example', id, 10);
    // She undoes it on her phone; the thief's browser is older than that, and not older than her computer.
    expect(await undoAddressChange(inBrowser('phone', 11), undo, nothing)).toMatchObject({ value: { dueAt: null } });
    const keep = await tokenTo('t1@evil.example', 'objection', 11);
    expect(await objectToUndo(inBrowser('thief', 12), keep, nothing)).toMatchObject({ code: 'objection-refused' });
    expect(await addressOf(id)).toBe(OWN);
  });

  test('ends after seven days', async () => {
    const { id } = await ada();
    await signIn(inBrowser('other', 1), id);
    const undo = await changeTo('ada@new.example', id, 10);
    await undoAddressChange(inBrowser('other', 11), undo, nothing);
    const keep = await tokenTo('ada@new.example', 'objection', 11);
    expect(await objectToUndo(inBrowser('ada', 18), keep, nothing)).toMatchObject({ code: 'link-dead' });
  });

  test('comes too late to stop an undo whose day is over: it is done first, and then weighed', async () => {
    const { id } = await ada();
    const undo = await changeTo('ada@new.example', id, 10);
    await undoAddressChange(inBrowser('nobody', 11), undo, nothing);
    const keep = await tokenTo('ada@new.example', 'objection', 11);
    expect(await objectToUndo(inBrowser('ada', 12, 1), keep, nothing)).toMatchObject({ value: { wasWaiting: false } });
    expect(await addressOf(id)).toBe('ada@new.example');
  });
});

describe('“This wasn’t me” in a session', () => {
  test('gives the address back in a browser known before the change, and only there (A-20)', async () => {
    const { id } = await ada();
    await changeTo('t1@evil.example', id, 10);
    const seen = await recentAddressChange(inBrowser('new', 11), id);
    expect(seen).toMatchObject({ email: OWN, isUndoable: false });
    const changeId = seen?.changeId ?? '';
    expect(await undoInSession(inBrowser('new', 11), id, changeId)).toMatchObject({ ok: false });
    expect(await undoInSession(inBrowser('ada', 11), id, 'another')).toMatchObject({ code: 'page-outdated' });
    expect(await recentAddressChange(inBrowser('ada', 11), id)).toMatchObject({ email: OWN, isUndoable: true });
    expect(await undoInSession(inBrowser('ada', 11), id, changeId)).toEqual({ ok: true, value: OWN });
    expect(await addressOf(id)).toBe(OWN);
    expect(await tokenTo('t1@evil.example', 'objection', 11)).not.toBe('');
  });

  test('says nothing of a change that is a week old', async () => {
    const { id } = await ada();
    await changeTo('ada@new.example', id, 10);
    expect(await recentAddressChange(inBrowser('ada', 17, 1), id)).toBeNull();
  });
});

describe('an administrator', () => {
  const order = (userId: string, changeId: string) => ({ userId, changeId, reason: 'came in person', by: 'command:x' });

  test('sends the undo link again, however long ago: both emails are notified, it waits, and no objection is possible (A-21)', async () => {
    const { id } = await ada();
    await changeTo('t1@evil.example', id, 10);
    const [change] = await formerAddresses(scene.at(40 * DAY), id);
    const sent = await sendUndoLink(inBrowser(null, 40), order(id, change?.id ?? ''));
    expect(sent).toEqual({ ok: true, value: inBrowser(null, 41).now });
    const link = await tokenTo(OWN, 'undo-email', 40);
    const told = letters.filter(({ to, text }) => to === 't1@evil.example' && text.includes('came in person'));
    expect(told).toHaveLength(1);
    expect(await readUndo(inBrowser(null, 40, 5), link)).toMatchObject({ opensAt: inBrowser(null, 41).now });
    expect(await undoAddressChange(inBrowser('ada', 40, 5), link, nothing)).toMatchObject({ code: 'link-early' });
    expect(await undoAddressChange(inBrowser('nobody', 41), link, nothing)).toEqual({
      ok: true,
      value: { email: OWN, dueAt: null },
    });
    expect(await tokenTo('t1@evil.example', 'objection', 41)).toBe('');
    expect(await findUserByEmail(scene.db, OWN)).toMatchObject({ id });
  });

  test('cancels it, and leaves the owner’s own link alone', async () => {
    const { id } = await ada();
    const own = await changeTo('t1@evil.example', id, 10);
    const [change] = await formerAddresses(scene.at(11 * DAY), id);
    await sendUndoLink(inBrowser(null, 11), order(id, change?.id ?? ''));
    const link = await tokenTo(OWN, 'undo-email', 11);
    expect(await cancelUndoLink(inBrowser(null, 11), order(id, ''))).toMatchObject({ ok: true });
    expect(await cancelUndoLink(inBrowser(null, 11), order(id, ''))).toMatchObject({ code: 'already-so' });
    expect(await undoAddressChange(inBrowser('ada', 13), link, nothing)).toMatchObject({ code: 'link-dead' });
    expect(await undoAddressChange(inBrowser('ada', 13), own, nothing)).toMatchObject({ ok: true });
  });

  test('sends none where the account never had another address', async () => {
    const { id } = await ada();
    expect(await sendUndoLink(inBrowser(null, 1), order(id, 'none'))).toMatchObject({ code: 'no-former-address' });
  });
});

test('with two-factor on, a session and the password change no address (A-15)', async () => {
  const { user, actor } = await scene.person(OWN);
  const { codeOf, actor: signed } = await scene.enrol({ user, actor });
  const wanted = { email: 'ada@new.example', password: PASSWORD };
  expect(await requestEmailChange(scene.at(1), signed, { ...wanted, submittedCode: null })).toMatchObject({
    code: 'code-empty',
  });
  const wrong = { method: 'totp', code: '000000' } as const;
  expect(await requestEmailChange(scene.at(1), signed, { ...wanted, submittedCode: wrong })).toMatchObject({
    code: 'code-wrong',
  });
  expect(await tokenTo(wanted.email, 'change-email', 1)).toBe('');
  const right = { method: 'totp', code: codeOf(2) } as const;
  expect(await requestEmailChange(scene.at(2), signed, { ...wanted, submittedCode: right })).toMatchObject({
    ok: true,
  });
  expect(await tokenTo(wanted.email, 'change-email', 1)).not.toBe('');
});

describe('an address that an account may get back (A-22)', () => {
  const stranger = { name: 'Eve', email: OWN, password: 'another four word phrase' };
  const sendAll = () => tokenTo('nobody', 'sign-up', 30);
  const mailsTo = (email: string) => letters.filter(({ to }) => to === email).map(({ subject }) => subject);

  test('attack: no sign-up, invitation, provider or other account takes it while an undo link to it lives', async () => {
    const { id } = await ada();
    const mallory = await scene.person('mallory@example.com');
    const invitation = await scene.db.transaction((tx) =>
      issueToken(scene.at(0), tx, { purpose: 'invitation', owner: OWN, lifeMs: 30 * 86_400_000 }),
    );
    const undo = await changeTo('t1@evil.example', id, 10);
    const now = inBrowser('eve', 12);
    const identity = { provider: 'google', subject: '1', verifiedEmail: OWN, name: null } as const;
    // As for a taken email, one by one.
    expect(await signUp(now, stranger)).toEqual(await signUp(now, { ...stranger, email: 'mallory@example.com' }));
    await requestSignUp(now, stranger);
    expect(await joinByInvitation(now, invitation, stranger)).toMatchObject({ code: 'email-taken' });
    expect(await findOrCreateProviderAccount(now, identity)).toMatchObject({ code: 'provider-address-known' });
    expect(await invite(now, OWN, 'command:root')).toMatchObject({ code: 'email-reserved' });
    const actor = await signIn(now, mallory.user.id);
    const wanted = { email: OWN, password: PASSWORD, submittedCode: null };
    expect(await requestEmailChange(now, actor, wanted)).toMatchObject({ ok: true });
    await sendAll();
    expect(letters.some(({ to, text }) => to === OWN && /link\/(sign-up|change-email)/.test(text))).toBe(false);
    expect(mailsTo(OWN).filter((subject) => subject === en.addressMails.reserved.subject)).toHaveLength(2);
    expect(await findUserByEmail(scene.db, OWN)).toBeNull();
    expect(await undoAddressChange(inBrowser('ada', 12), undo, nothing)).toMatchObject({ ok: true });
    expect(await addressOf(id)).toBe(OWN);
  });

  test('is free for others when its links are over, and for its own account at once', async () => {
    const { id } = await ada();
    await changeTo('t1@evil.example', id, 10);
    await changeTo(OWN, id, 11);
    await changeTo('t2@evil.example', id, 12);
    expect(await signUp(inBrowser('eve', 18), stranger)).toMatchObject({ ok: true });
    expect(await findUserByEmail(scene.db, OWN)).toBeNull();
    await signUp(inBrowser('eve', 20), stranger);
    expect(await findUserByEmail(scene.db, OWN)).toMatchObject({ name: 'Eve' });
  });

  test('stays free while an objection may restore it', async () => {
    const { id } = await ada();
    const undo = await changeTo('t1@evil.example', id, 10);
    await undoAddressChange(inBrowser('ada', 11), undo, nothing);
    await signUp(inBrowser('eve', 12), { ...stranger, email: 't1@evil.example' });
    expect(await findUserByEmail(scene.db, 't1@evil.example')).toBeNull();
  });
});
