import { listLinkedIdentities } from '../db/queries/linked-identities.ts';
import { listPasskeys } from '../db/queries/passkeys.ts';
import { findReset } from '../db/queries/second-factor-resets.ts';
import { hashToken } from '../lib/crypto/token.ts';
import { confirmEmailChange, requestEmailChange } from '../lib/flows/account/change-email.ts';
import { choosePassword } from '../lib/flows/account/choose-password.ts';
import { objectToUndo } from '../lib/flows/account/object-to-undo.ts';
import { resetPassword } from '../lib/flows/account/reset-password.ts';
import { disownActivity, revokeOtherSessions } from '../lib/flows/account/revoke-sessions.ts';
import { secureAccount } from '../lib/flows/account/secure-account.ts';
import { requestPasswordReset } from '../lib/flows/account/steps/request-password-reset.ts';
import { undoAddressChange } from '../lib/flows/account/undo-address.ts';
import { recentAddressChange, undoInSession } from '../lib/flows/account/undo-in-session.ts';
import { scheduleReset } from '../lib/flows/admin/schedule-reset.ts';
import { completeProviderFlow } from '../lib/flows/providers/complete-provider-flow.ts';
import { disconnectProvider } from '../lib/flows/providers/disconnect-provider.ts';
import { startProviderLink } from '../lib/flows/providers/start-provider-flow.ts';
import { createSession } from '../lib/flows/sign-in/steps/create-session.ts';
import { beginAddition, completeAddition } from '../lib/flows/two-factor/add-authenticator.ts';
import { disableTwoFactor } from '../lib/flows/two-factor/disable-two-factor.ts';
import { enableByPasskey } from '../lib/flows/two-factor/enable-by-passkey.ts';
import { beginMove, completeMove } from '../lib/flows/two-factor/move-authenticator.ts';
import { objectToReset } from '../lib/flows/two-factor/object-to-reset.ts';
import { removeAuthenticator } from '../lib/flows/two-factor/remove-authenticator.ts';
import { removePasskey } from '../lib/flows/two-factor/remove-passkey.ts';
import { renewRecoveryCodes } from '../lib/flows/two-factor/renew-recovery-codes.ts';
import { codeAt, stepAt } from '../lib/rules/two-factor/totp.ts';
import { type Dispute, OWN, THIEFS, type Who } from './account-thief-model.ts';

/** An act that is possible now, its text for the story, and its weight among the others. */
export type Act = { name: string; weight: number; run: () => Promise<unknown> };

/** Uses "Forgot your password?", or after a lock-down the newest link in a mailbox that the person reads. */
export async function setPasswordByLink(life: Dispute, who: Who): Promise<boolean> {
  const link = await life.liveLink(who, 'reset-password');
  if (!link) return false;
  const chosen = life.newPassword();
  const shown = { kept: await life.kept(who), provider: await life.ownProvider(who) };
  const done = await resetPassword(life.at(who), link.secret, { chosen, ...shown });
  if (done.ok) rememberPassword(life, who, chosen);
  await life.deliver();
  return done.ok;
}

export function rememberPassword(life: Dispute, who: Who, chosen: string) {
  life.password = chosen;
  life.passwordBy = who;
  life.people[who].passwords.push(chosen);
}

/** Confirms an undo, or an objection, with every proof that the person has: a passkey, a code, a provider, a browser. */
export async function press(
  life: Dispute,
  who: Who,
  flow: typeof undoAddressChange | typeof objectToUndo,
  secret: string,
) {
  const provider = await life.ownProvider(who);
  const assertion = await life.assertInDispute(who, secret);
  const byPasskey = assertion ? await flow(life.at(who), secret, { submittedCode: null, assertion, provider }) : null;
  if (byPasskey?.ok && !('dueAt' in byPasskey.value && byPasskey.value.dueAt)) {
    await life.deliver();
    return byPasskey;
  }
  const shown = { submittedCode: await life.codeFor(who), provider };
  const first = await flow(life.at(who), secret, shown);
  // The code may not count here: without one the undo may still wait its day.
  const outcome =
    first.ok || !shown.submittedCode ? first : await flow(life.at(who), secret, { ...shown, submittedCode: null });
  await life.deliver();
  return outcome;
}
/** Uses "This wasn't me" on Activity, as its page does. Returns whether only a new password is left to set. */
export async function wasNotMe(life: Dispute, who: Who): Promise<'locked-down' | 'ended' | 'unfinished'> {
  const context = life.at(who);
  const change = await recentAddressChange(context, life.userId);
  if (change?.isUndoable) {
    const undone = await undoInSession(context, life.userId, change.changeId);
    await life.deliver();
    if (undone.ok) return 'locked-down';
  }
  const { sessionId } = await disownActivity(context, life.actor(who));
  life.people[who].session = sessionId;
  await life.deliver();
  return change ? 'unfinished' : 'ended';
}

/** Returns every act that the thief can try now, without those that need something the thief does not have. */
export async function thiefActs(
  life: Dispute,
  { waits, beforeWait = async () => {} }: { waits: readonly number[]; beforeWait?: () => Promise<void> },
): Promise<Act[]> {
  const { thief, owner } = life.people;
  const { db } = life.environment;
  const acts: Act[] = [];
  const add = (name: string, run: () => Promise<unknown>, weight = 6) =>
    acts.push({ name: `thief: ${name}`, run, weight });
  const at = () => life.at('thief');
  const actor = () => life.actor('thief');
  const keep = (sessionId: string) => {
    thief.session = sessionId;
  };
  const user = await life.user();
  const factors = await life.factors();
  const factor = factors[0] ?? null;
  const owners = factors.find(({ who }) => who === 'owner');
  const accounts = await listLinkedIdentities(db, life.userId);
  const passkeys = await listPasskeys(db, life.userId);
  const isInside = await life.isInside('thief');
  const { credentialId } = thief.passkey.device;
  const hasPasskey = passkeys.some((passkey) => passkey.kind === 'passkey' && passkey.credentialId === credentialId);
  const proves = isInside && (life.knowsPassword('thief') || hasPasskey);
  const passes = !factor || (await life.codeFor('thief', true)) !== null || hasPasskey;
  /** Every proof that the thief has: an own passkey in place of password and code, or what is known of them. */
  const prove = async () => {
    const byPasskey = await life.proveByPasskey('thief');
    const password = life.knowsPassword('thief') ? life.password : '';
    const submittedCode = byPasskey ?? (await life.codeFor('thief'));
    return { actor: { ...actor(), ...(byPasskey && { byPasskey }) }, proof: { password, submittedCode } };
  };
  const isConnected = (who: Who) => accounts.some(({ subject }) => subject === life.people[who].identity.subject);

  if (!isInside && (life.knowsPassword('thief') || isConnected('thief') || thief.passkey.wasAdded))
    add('signs in', () => life.signIn('thief'));
  if (isInside) {
    add('presses “This wasn’t me”', () => wasNotMe(life, 'thief'), 1);
    add('signs out the others', async () => keep((await revokeOtherSessions(at(), actor())).sessionId), 1);
    if (factor && passes && (await findReset(db, life.userId)))
      add('presses “Keep it on”', async () => {
        const { submittedCode } = (await prove()).proof;
        if (submittedCode) await objectToReset(at(), life.userId, submittedCode);
      });
  }
  if (proves) {
    add('changes the password', async () => {
      const chosen = life.newPassword();
      const shown = { kept: await life.kept('thief'), provider: await life.ownProvider('thief') };
      const { actor, proof } = await prove();
      const done = await choosePassword(at(), actor, { current: proof.password, chosen, ...shown });
      if (!done.ok) return;
      rememberPassword(life, 'thief', chosen);
      keep(done.value);
    });
    if (isConnected('owner'))
      add('disconnects the owner’s provider', async () => {
        const { actor, proof } = await prove();
        const { provider } = owner.identity;
        const done = await disconnectProvider(at(), actor, { provider, password: proof.password });
        if (done.ok) keep(done.value);
      });
    if (!factor) {
      if (life.knowsPassword('thief')) add('turns two-factor on', () => life.enrol('thief'));
      add('signs in from ten new browsers', async () => {
        for (let count = 0; count < 10; count += 1) {
          const context = { ...at(), client: { ...at().client, deviceCookieHash: hashToken(`${count}`) } };
          await createSession(context, { userId: life.userId, methods: ['password'], passwordFingerprint: null });
        }
      });
    }
  }
  if (proves && passes) {
    if (!isConnected('thief'))
      add('connects an own provider', async () => {
        const { provider, subject } = thief.identity;
        const { actor, proof } = await prove();
        const begun = await startProviderLink(at(), actor, { provider, returnTo: '/', ...proof });
        if (!begun.ok) return;
        const returned = { provider, subject, verifiedEmail: null, name: null, authenticatedAt: null };
        const done = await completeProviderFlow(at(), actor, begun.value, returned);
        if (done?.sessionId) keep(done.sessionId);
      });
    for (const email of [...THIEFS, ...(thief.mailboxes.has(OWN) ? [OWN] : [])])
      if (email !== user.email) {
        const ask = async () => {
          const { actor, proof } = await prove();
          return requestEmailChange(at(), actor, { email, ...proof });
        };
        add(`asks for the address ${email}`, ask, 1);
        add(`changes the address to ${email}`, async () => {
          await ask();
          await life.deliver();
          const link = await life.liveLink('thief', 'change-email');
          if (link) await confirmEmailChange(at(), link.secret);
        });
      }
  }
  /** An act that asks for a second factor. */
  type Proved = Awaited<ReturnType<typeof prove>>;
  const addProved = (
    name: string,
    run: (
      actor: Proved['actor'],
      proof: Proved['proof'] & { submittedCode: NonNullable<Proved['proof']['submittedCode']> },
    ) => Promise<void>,
  ) =>
    add(name, async () => {
      const { actor, proof } = await prove();
      const { submittedCode } = proof;
      if (submittedCode) await run(actor, { ...proof, submittedCode });
    });
  if (proves && passes && factor) {
    addProved('disables two-factor', async (actor, proof) => {
      const done = await disableTwoFactor(at(), actor, proof);
      if (done.ok) keep(done.value);
    });
    addProved('makes new one-time passwords', async (actor, proof) => {
      const done = await renewRecoveryCodes(at(), actor, proof);
      if (!done.ok) return;
      keep(done.value.sessionId);
      await life.keepCodes('thief', done.value.recoveryCodes);
    });
    if (owners)
      addProved('moves the authenticator to an own phone', async (actor, proof) => {
        const begun = await beginMove(at(), actor, { authenticatorId: owners.id, ...proof });
        if (!begun.ok) return;
        keep(begun.value);
        const secret = await life.pendingSecret('thief');
        if (!secret) return;
        const code = codeAt(secret, stepAt(at().now));
        const done = await completeMove(at(), life.actor('thief'), { code, renewCodes: true });
        if (!done.ok) return;
        keep(done.value.sessionId);
        thief.apps.push(secret);
        await life.keepCodes('thief', done.value.recoveryCodes ?? []);
      });
  }
  if (proves && passes) {
    if (!thief.passkey.wasAdded) add('adds a passkey', () => life.addPasskey('thief'));
    const ownersPasskey = passkeys.find((passkey) => passkey.credentialId === owner.passkey.device.credentialId);
    if (ownersPasskey)
      add('removes the owner’s passkey', async () => {
        const { actor, proof } = await prove();
        const done = await removePasskey(at(), actor, { id: ownersPasskey.id, ...proof });
        if (done.ok) keep(done.value.sessionId);
      });
  }
  if (proves && passes && factor) {
    if (factors.every(({ who }) => who === 'owner'))
      addProved('adds an own authenticator', async (actor, proof) => {
        const begun = await beginAddition(at(), actor, proof);
        if (!begun.ok) return;
        keep(begun.value);
        const secret = await life.pendingSecret('thief');
        if (!secret) return;
        const code = codeAt(secret, stepAt(at().now));
        const done = await completeAddition(at(), life.actor('thief'), { code, name: 'Ada’s phone' });
        if (!done.ok) return;
        keep(done.value);
        thief.apps.push(secret);
      });
    if (!thief.key.wasAdded) add('adds a security key', () => life.addPasskey('thief', 'security-key'));
    if (owners && (factors.length > 1 || (await life.holdsPasskey('thief'))))
      addProved('removes the owner’s authenticator', async (actor, proof) => {
        const done = await removeAuthenticator(at(), actor, { authenticatorId: owners.id, ...proof });
        if (done.ok) keep(done.value);
      });
  }
  if (isInside && hasPasskey && !factor)
    add('turns two-factor on with the own passkey', async () => {
      const done = await enableByPasskey(at(), (await prove()).actor);
      if (!done.ok) return;
      keep(done.value.sessionId);
      await life.keepCodes('thief', done.value.recoveryCodes);
    });
  if (thief.mailboxes.has(user.email)) add('“Forgot your password?”', () => requestPasswordReset(at(), user.email), 2);
  acts.push(...(await linkActs(life)));
  for (const days of waits)
    acts.push({ name: `${days} days pass`, weight: 2, run: () => beforeWait().then(() => life.wait(days)) });
  return acts;
}

/** Returns the acts of links that the thief has read at some time and that are still valid. */
async function linkActs(life: Dispute): Promise<Act[]> {
  const live = (purpose: 'reset-password' | 'not-me' | 'change-email' | 'undo-email' | 'objection') =>
    life.liveLinks('thief', purpose);
  const at = () => life.at('thief');
  const acts: Act[] = [];
  const add = (name: string, run: () => Promise<unknown>, weight = 4) =>
    acts.push({ name: `thief: ${name}`, run, weight });
  if ((await live('reset-password')).length > 0)
    add('sets a new password by a mailed link', () => setPasswordByLink(life, 'thief'));
  for (const { secret } of (await live('not-me')).slice(-1))
    add('presses “Not you?”', () => secureAccount(at(), secret));
  for (const { secret } of await live('change-email'))
    add('confirms the new address', () => confirmEmailChange(at(), secret));
  for (const { secret } of (await live('undo-email')).slice(-2))
    add('presses Undo', () => press(life, 'thief', undoAddressChange, secret));
  for (const { secret } of (await live('objection')).slice(-2))
    add('objects', () => press(life, 'thief', objectToUndo, secret));
  return acts;
}

/** Tries again all that the thief ever read, typed or connected, valid or not; then every way to sign in. */
export async function tryEverything(
  life: Dispute,
  check: () => Promise<void>,
  beforeWait: () => Promise<void> = async () => {},
): Promise<void> {
  for (const { purpose, secret } of [...life.people.thief.links]) {
    const context = life.at('thief');
    if (purpose === 'change-email') await confirmEmailChange(context, secret);
    if (purpose === 'not-me') await secureAccount(context, secret);
    if (purpose === 'undo-email') await press(life, 'thief', undoAddressChange, secret);
    if (purpose === 'objection') await press(life, 'thief', objectToUndo, secret);
    await life.deliver();
  }
  await openAsThief(life);
  await check();
  await beforeWait();
  await life.wait(1.5);
  await openAsThief(life);
  await check();
}

async function openAsThief(life: Dispute): Promise<void> {
  const { email } = await life.user();
  if (life.people.thief.mailboxes.has(email)) await requestPasswordReset(life.at('thief'), email);
  await life.deliver();
  await setPasswordByLink(life, 'thief');
  life.minutes += 1;
  await life.signIn('thief');
}

/** Makes the owner lose the phone later, and an administrator's reset due. */
export async function losePhone(life: Dispute): Promise<void> {
  await scheduleReset(life.at('owner'), { userId: life.userId, by: 'command:help', reason: 'Lost the phone' });
  await life.wait(1.5);
}
