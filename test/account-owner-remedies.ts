import { findReset } from '../db/queries/second-factor-resets.ts';
import { choosePassword } from '../lib/flows/account/choose-password.ts';
import { objectToUndo } from '../lib/flows/account/object-to-undo.ts';
import { secureAccount } from '../lib/flows/account/secure-account.ts';
import { requestPasswordReset } from '../lib/flows/account/steps/request-password-reset.ts';
import { undoAddressChange } from '../lib/flows/account/undo-address.ts';
import { generateBypassCode } from '../lib/flows/admin/generate-bypass-code.ts';
import { scheduleReset } from '../lib/flows/admin/schedule-reset.ts';
import { formerAddresses, sendUndoLink } from '../lib/flows/admin/send-undo-link.ts';
import { removeAuthenticator } from '../lib/flows/two-factor/remove-authenticator.ts';
import { canonicalRecoveryCode } from '../lib/rules/two-factor/recovery-codes.ts';
import type { SubmittedCode } from '../lib/rules/two-factor/typed-code.ts';
import { type Act, press, rememberPassword, setPasswordByLink, wasNotMe } from './account-thief-acts.ts';
import type { Dispute } from './account-thief-model.ts';

/** The help that the owner has besides the mailbox. */
export type Help = 'an administrator' | 'the own authenticator' | 'a known browser';

const byAdmin = (life: Dispute, reason: string) => ({ userId: life.userId, by: 'command:help', reason });

/** The remedies that the owner can use now, each with its new password. */
export async function remedies(life: Dispute): Promise<Act[]> {
  const acts: Act[] = [];
  const add = (name: string, run: () => Promise<unknown>, weight = 3) =>
    acts.push({ name: `owner: ${name}`, run, weight });
  const { owner } = life.people;
  const finish = async () => {
    await life.deliver();
    await setPasswordByLink(life, 'owner');
  };
  for (const [purpose, name, flow] of [
    ['undo-email', 'Undo', undoAddressChange],
    ['objection', 'Keep my address', objectToUndo],
  ] as const) {
    const link = await life.liveLink('owner', purpose);
    if (link) add(name, () => press(life, 'owner', flow, link.secret).then(finish));
  }
  const notMe = await life.liveLink('owner', 'not-me');
  if (notMe) add('“Not you?”', () => secureAccount(life.at('owner'), notMe.secret).then(finish));
  if ((await life.isInside('owner')) && life.knowsPassword('owner'))
    add('“This wasn’t me”', async () => {
      const left = await wasNotMe(life, 'owner');
      if (left === 'locked-down') return finish();
      if (left === 'unfinished') return;
      const chosen = life.newPassword();
      const shown = { kept: await life.kept('owner'), provider: await life.ownProvider('owner') };
      const done = await choosePassword(life.at('owner'), life.actor('owner'), {
        current: life.password,
        chosen,
        ...shown,
      });
      if (!done.ok) return;
      owner.session = done.value;
      rememberPassword(life, 'owner', chosen);
      await life.deliver();
    });
  if (await life.isHome()) add('“Forgot your password?”', () => forgot(life), 1);
  return acts;
}

async function forgot(life: Dispute): Promise<void> {
  await requestPasswordReset(life.at('owner'), (await life.user()).email);
  await life.deliver();
  // Five mails an hour: a thief who requests them all makes the owner wait that long.
  if (!(await life.liveLink('owner', 'reset-password'))) {
    life.minutes += 61;
    await requestPasswordReset(life.at('owner'), (await life.user()).email);
    await life.deliver();
  }
  await setPasswordByLink(life, 'owner');
}

/**
 * Whether a remedy is finished: the email is the owner's, the password is new and theirs, and the second factor is not
 * the thief's. If that one stays, the page says that it isn't finished.
 */
export async function isSettled(life: Dispute): Promise<boolean> {
  const factor = await life.factorOf();
  const user = await life.user();
  const isNew = life.passwordBy === 'owner' && user.lockedDownAt === null;
  return isNew && (await life.isHome()) && factor?.who !== 'thief';
}

/**
 * Gets the owner back by what the product offers and its pages say, while the thief reacts to each step (`reply`).
 * Returns whether the owner is signed in at the end, with a finished remedy.
 */
export async function getBack(life: Dispute, help: Help, reply: () => Promise<void>): Promise<boolean> {
  const isHelped = help === 'an administrator';
  for (let round = 0; round < 8; round += 1) {
    life.minutes += 1;
    if (!(await life.isHome())) await noted(life, 'takes the address back', () => bringHome(life, isHelped));
    await reply();
    if ((await life.isHome()) && !(await isSettled(life)))
      await noted(life, 'sets a new password by a mailed link', () => forgot(life));
    await reply();
    if (!(await life.isHome())) continue;
    await life.signIn('owner', isHelped ? await bypassCode(life) : null);
    await removeThiefs(life);
    if ((await life.isInside('owner')) && (await isSettled(life)) && !(await life.isInside('thief'))) return true;
    const factor = await life.factorOf();
    if (isHelped && factor && (factor.who === 'thief' || !(await life.codeFor('owner', true)))) {
      if (!(await findReset(life.environment.db, life.userId)))
        await scheduleReset(life.at('owner'), byAdmin(life, 'Thief'));
      await noted(life, 'waits for an administrator’s reset', () => life.wait(1));
    }
  }
  return false;
}

/**
 * Removes apps that the owner doesn't know, as the mails about them say: with a code of an own app, or with the own
 * passkey, which also signs in where a thief's app is the only one.
 */
async function removeThiefs(life: Dispute): Promise<void> {
  if (!(await life.isInside('owner'))) return;
  for (const { id } of (await life.factors()).filter(({ who }) => who === 'thief')) {
    life.minutes += 1;
    const byPasskey = await life.proveByPasskey('owner');
    const submittedCode = byPasskey ?? (await life.codeFor('owner'));
    if (!submittedCode) return;
    const actor = { ...life.actor('owner'), ...(byPasskey && { byPasskey }) };
    const input = { authenticatorId: id, submittedCode, password: life.password };
    const done = await removeAuthenticator(life.at('owner'), actor, input);
    if (done.ok) life.people.owner.session = done.value;
    await life.deliver();
  }
}

function noted<T>(life: Dispute, what: string, step: () => Promise<T>): Promise<T> {
  life.story.push(`owner: ${what}`);
  return step();
}

async function bypassCode(life: Dispute): Promise<SubmittedCode | null> {
  const factor = await life.factorOf();
  if (factor?.who !== 'owner' || (await life.codeFor('owner', true))) return null;
  const made = await generateBypassCode(life.at('owner'), byAdmin(life, 'Lost the phone'));
  return made.ok ? { method: 'recovery-code', code: canonicalRecoveryCode(made.value) ?? '' } : null;
}

async function bringHome(life: Dispute, isHelped: boolean): Promise<void> {
  let isWaiting = false;
  for (const [purpose, flow] of [
    ['undo-email', undoAddressChange],
    ['objection', objectToUndo],
  ] as const)
    for (const { secret } of (await life.liveLinks('owner', purpose)).toReversed()) {
      life.minutes += 1;
      const outcome = await press(life, 'owner', flow, secret);
      if (await life.isHome()) return;
      if (outcome.ok && 'dueAt' in outcome.value && outcome.value.dueAt) isWaiting = true;
    }
  if (isWaiting) await life.wait(1);
  if (!isHelped || (await life.isHome())) return;
  const former = await formerAddresses(life.at('owner'), life.userId);
  const change = former.find(({ fromEmail }) => life.people.owner.mailboxes.has(fromEmail));
  if (!change) return;
  await sendUndoLink(life.at('owner'), { ...byAdmin(life, 'Stolen'), changeId: change.id });
  await life.wait(1);
  const link = await life.liveLink('owner', 'undo-email');
  if (!link) return;
  const made = await generateBypassCode(life.at('owner'), byAdmin(life, 'Stolen'));
  const code = made.ok ? canonicalRecoveryCode(made.value) : null;
  const submittedCode = code ? ({ method: 'recovery-code', code } as const) : null;
  const first = await undoAddressChange(life.at('owner'), link.secret, { submittedCode: null, provider: null });
  if (!first.ok && submittedCode)
    await undoAddressChange(life.at('owner'), link.secret, { submittedCode, provider: null });
  await life.deliver();
}

/** Lets the owner act on mails alone: keep the email, when a mail says that it is about to change. */
export async function objectByMail(life: Dispute): Promise<void> {
  for (const { secret } of await life.liveLinks('owner', 'objection')) await press(life, 'owner', objectToUndo, secret);
}
