import bcrypt from 'bcryptjs';
import { selectChanges } from '../db/queries/address-changes.ts';
import { findPendingAuthenticator, selectConfirmedAuthenticators } from '../db/queries/authenticators.ts';
import { selectDeviceCookies, upsertDeviceCookie } from '../db/queries/device-cookies.ts';
import { insertLinkedIdentity, listLinkedIdentities } from '../db/queries/linked-identities.ts';
import { listPasskeys } from '../db/queries/passkeys.ts';
import { findRecoverySet } from '../db/queries/recovery-codes.ts';
import { findLiveSession } from '../db/queries/sessions.ts';
import { findToken } from '../db/queries/tokens.ts';
import { findUser, insertUser } from '../db/queries/users.ts';
import { generateId, hashToken } from '../lib/crypto/token.ts';
import { confirmEmailChange, requestEmailChange } from '../lib/flows/account/change-email.ts';
import { beginDisputePasskey } from '../lib/flows/account/dispute-by-passkey.ts';
import { executeDueUndos } from '../lib/flows/account/steps/execute-due-undo.ts';
import { scheduleReset } from '../lib/flows/admin/schedule-reset.ts';
import type { Context } from '../lib/flows/context.ts';
import { sendQueuedMail } from '../lib/flows/mail/send-queued-mail.ts';
import { deleteExpired } from '../lib/flows/operations/delete-expired.ts';
import { findOrCreateProviderAccount } from '../lib/flows/providers/find-or-create-provider-account.ts';
import { beginPasskeySignIn } from '../lib/flows/sign-in/begin-passkey-sign-in.ts';
import { beginSecondFactor } from '../lib/flows/sign-in/begin-second-factor.ts';
import { completeFirstFactor } from '../lib/flows/sign-in/complete-first-factor.ts';
import { beginProof, proveByPasskey } from '../lib/flows/sign-in/prove-by-passkey.ts';
import { signInWithPasskey } from '../lib/flows/sign-in/sign-in-with-passkey.ts';
import { signInWithPassword } from '../lib/flows/sign-in/sign-in-with-password.ts';
import { createSession } from '../lib/flows/sign-in/steps/create-session.ts';
import type { ProvenPasskey } from '../lib/flows/sign-in/steps/spend-passkey.ts';
import { verifySecondFactor } from '../lib/flows/sign-in/verify-second-factor.ts';
import { beginPasskey, completePasskey } from '../lib/flows/two-factor/add-passkey.ts';
import { announceDueResets } from '../lib/flows/two-factor/announce-due-reset.ts';
import { beginEnrolment } from '../lib/flows/two-factor/begin-enrolment.ts';
import { confirmEnrolment } from '../lib/flows/two-factor/confirm-enrolment.ts';
import { openSecret } from '../lib/flows/two-factor/steps/authenticator-secret.ts';
import { findTwoFactorSince } from '../lib/flows/two-factor/steps/two-factor-since.ts';
import { isStillKnown, knownSince } from '../lib/rules/account/device-cookies.ts';
import type { TokenPurpose } from '../lib/rules/account/purposes.ts';
import type { Provider } from '../lib/rules/sign-in/authentication-methods.ts';
import { canonicalRecoveryCode } from '../lib/rules/two-factor/recovery-codes.ts';
import { codeAt, stepAt } from '../lib/rules/two-factor/totp.ts';
import type { SubmittedCode } from '../lib/rules/two-factor/typed-code.ts';
import type { TestEnvironment } from './environment.ts';
import { flags, makeAuthenticator } from './software-authenticator.ts';

export const OWN = 'ada@example.com';
export const NEW = 'ada@new.example';
export const THIEFS = ['t1@evil.example', 't2@evil.example'] as const;
export const DAY = 24 * 60;

/** The password of an imported user: bcrypt of more than 72 bytes is never rehashed, and so is cheap to check. */
const FIRST_PASSWORD = 'tulip anvil copper moon '.repeat(4);
const FIRST_HASH = bcrypt.hashSync(FIRST_PASSWORD, 4);

export type Who = 'owner' | 'thief';
/** The start: what the thief has for a while, and what the owner has had for long. */
export type Start = {
  name: string;
  session?: true;
  password?: true;
  /** The account's mailbox; `old` is the one that it had until two days ago. */
  mailbox?: 'present' | 'old';
  /** A provider connected, or a device cookie held, for a hundred days. */
  provider?: true;
  browser?: true;
  /** One code of the owner's app, read when it is needed. */
  code?: true;
  /** The owner's second factor: 500 days old, or three. */
  factor: 'old' | 'young' | null;
  isOwnerKnown: boolean;
  /** A passkey of the owner's, as old as the second factor or a year old. */
  passkey?: true;
  /** The owner lost the phone, and an administrator's reset is due. */
  isResetDue?: true;
};
type Link = { purpose: TokenPurpose; secret: string };
/** An app that guards the account; `isOff`: its codes open nothing. */
type Factor = { id: string; who: Who; isOff: boolean; secret: Buffer };
type Person = {
  deviceCookie: string;
  session: string | null;
  passwords: string[];
  apps: Buffer[];
  codes: { salt: string; left: string[] };
  identity: { provider: Provider; subject: string };
  mailboxes: Set<string>;
  /** Their own passkey, and whether they ever added it; it is never unlearnt. */
  passkey: { device: ReturnType<typeof makeAuthenticator>; wasAdded: boolean };
  /** Their own security key, likewise. */
  key: { device: ReturnType<typeof makeAuthenticator>; wasAdded: boolean };
  links: Link[];
};

/**
 * One account and the two people who claim it, over real flows. Keeps what each of them has typed, seen and read; only the
 * flows decide what that is worth.
 */
export class Dispute {
  minutes = 0;
  userId = generateId();
  /** What happened, for the reader of a failure. */
  readonly story: string[] = [];
  hasPhishedCode = false;
  password = FIRST_PASSWORD;
  /** Who set the current password; null while it is the first one. */
  passwordBy: Who | null = null;
  readonly people: Record<Who, Person>;
  readonly environment: TestEnvironment;
  readonly start: Start;
  #passwords = 0;

  private constructor(environment: TestEnvironment, start: Start) {
    this.environment = environment;
    this.start = start;
    const person = (name: Who, provider: Provider, mailboxes: readonly string[]): Person => ({
      deviceCookie: hashToken(name),
      session: null,
      passwords: [],
      apps: [],
      codes: { salt: '', left: [] },
      identity: { provider, subject: name },
      mailboxes: new Set(mailboxes),
      passkey: { device: makeAuthenticator(), wasAdded: false },
      key: { device: makeAuthenticator({ flags: flags.UP }), wasAdded: false },
      links: [],
    });
    this.people = { owner: person('owner', 'google', [OWN, NEW]), thief: person('thief', 'github', THIEFS) };
  }

  static async begin(environment: TestEnvironment, start: Start): Promise<Dispute> {
    const life = new Dispute(environment, start);
    await life.#prepare();
    return life;
  }

  async #prepare() {
    const { start, environment, userId } = this;
    const { owner, thief } = this.people;
    const { db } = environment;
    if (start.mailbox) thief.mailboxes.add(OWN);
    const ago = (days: number) => environment.at(-days * DAY).now;
    await insertUser(db, { id: userId, email: OWN, name: 'Ada', passwordHash: FIRST_HASH, createdAt: ago(600) });
    owner.passwords.push(FIRST_PASSWORD);
    const known = (person: Person, days: number) =>
      upsertDeviceCookie(db, { tokenHash: person.deviceCookie, userId, createdAt: ago(days), lastUsedAt: ago(1) });
    const connected = ({ identity }: Person, days: number) =>
      insertLinkedIdentity(db, { id: generateId(), userId, ...identity, email: null, createdAt: ago(days) });
    await connected(owner, 300);
    if (start.isOwnerKnown) await known(owner, 550);
    if (start.browser) await known(thief, 100);
    if (start.provider) await connected(thief, 100);
    // Signed in now and then with that device cookie, or with one that was not seen again.
    if (!start.isOwnerKnown) owner.deviceCookie = '';
    if (start.factor) {
      this.minutes = (start.factor === 'old' ? -500 : -3) * DAY;
      await this.#open('owner', null);
      await this.enrol('owner');
      if (start.passkey) await this.addPasskey('owner');
    } else if (start.passkey) {
      this.minutes = -365 * DAY;
      await this.#open('owner', null);
      await this.addPasskey('owner');
    }
    // The browser has been in use ever since, or half a year after that the account would know it no longer.
    if (start.isOwnerKnown) await known(owner, 550);
    if (start.mailbox === 'old') {
      this.minutes = -2 * DAY;
      await this.#open('owner', this.start.factor ? 'totp' : null);
      await requestEmailChange(this.at('owner'), this.actor('owner'), {
        email: NEW,
        password: FIRST_PASSWORD,
        submittedCode: await this.codeFor('owner'),
      });
      await this.deliver();
      const link = await this.liveLink('owner', 'change-email');
      await confirmEmailChange(this.at('owner'), link?.secret ?? '');
      await this.deliver();
    }
    if (start.isResetDue) {
      this.minutes = -1.5 * DAY;
      await scheduleReset(this.at('owner'), { userId, by: 'command:help', reason: 'Lost the phone' });
      await this.deliver();
    }
    this.minutes = -DAY / 2;
    await this.runJobs();
    await this.#open('owner', start.factor ? 'totp' : null);
    this.minutes = 0;
    if (start.isResetDue) owner.apps = [];
    if (start.password) thief.passwords.push(FIRST_PASSWORD);
    if (start.session) thief.session = owner.session && (await this.#copyOfSession());
    this.hasPhishedCode = start.code === true;
    if (!start.isOwnerKnown) owner.deviceCookie = hashToken('a new browser of the owner');
  }

  async #copyOfSession(): Promise<string | null> {
    // The thief uses another signed-in browser of the owner's, which has a row of its own.
    const { session } = this.people.owner;
    await this.#open('owner', this.start.factor ? 'totp' : null);
    const stolen = this.people.owner.session;
    this.people.owner.session = session;
    return stolen;
  }

  async #open(who: Who, second: 'totp' | null) {
    const context = this.at(who);
    // No device cookie if the start says that none is known.
    const unmarked = { ...context, client: { ...context.client, deviceCookieHash: null } };
    this.people[who].session = await createSession(this.start.isOwnerKnown ? context : unmarked, {
      userId: this.userId,
      methods: second ? ['password', second] : ['password'],
      passwordFingerprint: null,
    });
  }

  at(who: Who): Context {
    const context = this.environment.at(this.minutes);
    const { deviceCookie } = this.people[who];
    const ipAddress = who === 'owner' ? '203.0.113.7' : '198.51.100.9';
    return {
      ...context,
      client: { ...context.client, browser: who, ipAddress, deviceCookieHash: deviceCookie || null },
    };
  }

  actor(who: Who) {
    return {
      userId: this.userId,
      sessionIdHash: hashToken(this.people[who].session ?? ''),
      reauthenticatedAt: null,
      methods: ['password' as const],
      signedInAt: this.at(who).now,
    };
  }

  newPassword(): string {
    this.#passwords += 1;
    return `harbour lantern violet ${this.#passwords}`;
  }

  async user() {
    const user = await findUser(this.environment.db, this.userId);
    if (!user) throw new Error('The account was deleted');
    return user;
  }

  async isInside(who: Who): Promise<boolean> {
    const { session } = this.people[who];
    if (!session) return false;
    const found = await findLiveSession(this.environment.db, hashToken(session), this.at(who).now, new Date(0));
    return found?.user.id === this.userId;
  }

  /** Whether the account's email is a mailbox of the owner. */
  async isHome(): Promise<boolean> {
    return this.people.owner.mailboxes.has((await this.user()).email);
  }

  knowsPassword(who: Who): boolean {
    return this.people[who].passwords.includes(this.password);
  }

  async changes() {
    return selectChanges(this.environment.db, this.userId);
  }

  /** Returns whether the account knows the thief's browser, and has known none of the owner's for as long. */
  async thiefsBrowserIsOlder(): Promise<boolean> {
    const now = this.at('owner').now;
    const cookies = await selectDeviceCookies(this.environment.db, this.userId);
    const since = (who: Who) => {
      const cookie = cookies.find(({ tokenHash }) => tokenHash === this.people[who].deviceCookie);
      return cookie && isStillKnown(cookie, now) ? knownSince(cookie) : null;
    };
    const [owners, thiefs] = [since('owner'), since('thief')];
    return thiefs !== null && (owners === null || thiefs < owners);
  }

  /** Returns whether an objection restored an email that an undo had removed. */
  async wasObjectedTo(): Promise<boolean> {
    return (await this.changes()).some(({ settledAt, undoneAt }) => settledAt !== null && undoneAt === null);
  }

  /** Returns the apps that are the second factor of the account, and whose each is. */
  async factors(): Promise<Factor[]> {
    const guarding = await selectConfirmedAuthenticators(this.environment.db, this.userId);
    return guarding.flatMap((found) => {
      const secret = openSecret(this.at('owner'), found);
      const isThiefs = secret && this.people.thief.apps.some((app) => app.equals(secret));
      const isOff = found.disabledAt !== null;
      return secret ? [{ id: found.id, who: isThiefs ? ('thief' as const) : ('owner' as const), isOff, secret }] : [];
    });
  }

  /** Returns the thief's app if there is one, otherwise the owner's, otherwise what else guards; null while nothing asks. */
  async factorOf(): Promise<Pick<Factor, 'who'> | null> {
    const factors = await this.factors();
    const app = factors.find(({ who }) => who === 'thief') ?? factors[0];
    if (app) return app;
    if (!(await findTwoFactorSince(this.environment.db, this.userId))) return null;
    return { who: (await this.holdsPasskey('owner')) || !(await this.holdsPasskey('thief')) ? 'owner' : 'thief' };
  }

  /** Whether a passkey or security key of this person is on the account. */
  async holdsPasskey(who: Who): Promise<boolean> {
    const own = this.#devices(who);
    return (await listPasskeys(this.environment.db, this.userId)).some(({ credentialId }) =>
      own.some((device) => device.credentialId === credentialId),
    );
  }

  #devices(who: Who) {
    const { passkey, key } = this.people[who];
    return [passkey, key].filter(({ wasAdded }) => wasAdded).map(({ device }) => device);
  }

  /** Returns what a person would leave ticked: their own provider and their own second factor. */
  async kept(who: Who): Promise<string[]> {
    const { identity, codes, apps, passkey, key } = this.people[who];
    const accounts = await listLinkedIdentities(this.environment.db, this.userId);
    const passkeys = await listPasskeys(this.environment.db, this.userId);
    const own = [passkey, key].map(({ device }) => device.credentialId);
    const factors = await this.factors();
    const set = await findRecoverySet(this.environment.db, this.userId);
    return [
      ...accounts.filter(({ subject }) => subject === identity.subject).map(({ id }) => id),
      ...passkeys.filter(({ credentialId }) => own.includes(credentialId)).map(({ id }) => id),
      ...factors.filter(({ secret }) => apps.some((app) => app.equals(secret))).map(({ id }) => id),
      ...(set && set.salt === codes.salt ? [`codes-${set.generation}`] : []),
    ];
  }

  /** Returns the person's own provider if it is connected: they can sign in with it at any time. */
  async ownProvider(who: Who): Promise<Provider | null> {
    const { identity } = this.people[who];
    const accounts = await listLinkedIdentities(this.environment.db, this.userId);
    return accounts.some(({ subject }) => subject === identity.subject) ? identity.provider : null;
  }

  /** Returns a code that the person can submit now; `peek` does not use it up. */
  async codeFor(who: Who, peek = false): Promise<SubmittedCode | null> {
    const person = this.people[who];
    const working = (await this.factors()).filter(({ isOff }) => !isOff);
    if (!(await findTwoFactorSince(this.environment.db, this.userId))) return null;
    const codeOf = ({ secret }: Factor) =>
      ({ method: 'totp', code: codeAt(secret, stepAt(this.at(who).now)) }) as const;
    const app = working.find(({ secret }) => person.apps.some((own) => own.equals(secret)));
    if (app) return codeOf(app);
    const set = await findRecoverySet(this.environment.db, this.userId);
    if (set?.salt === person.codes.salt && person.codes.left.length > 0) {
      const code = peek ? person.codes.left.at(-1) : person.codes.left.pop();
      return { method: 'recovery-code', code: code ?? '' };
    }
    const owners = working.find((factor) => factor.who === 'owner');
    if (who !== 'thief' || !this.hasPhishedCode || !owners) return null;
    this.hasPhishedCode = peek;
    return codeOf(owners);
  }

  async keepCodes(who: Who, shown: readonly string[]) {
    const set = await findRecoverySet(this.environment.db, this.userId);
    this.people[who].codes = {
      salt: set?.salt ?? '',
      left: shown.map((code) => canonicalRecoveryCode(code) ?? ''),
    };
  }

  async pendingSecret(who: Who): Promise<Buffer | null> {
    const pending = await findPendingAuthenticator(this.environment.db, this.actor(who), new Date(0));
    return pending && openSecret(this.at(who), pending);
  }

  async enrol(who: Who) {
    await beginEnrolment(this.at(who), this.actor(who), { startOver: true });
    const secret = await this.pendingSecret(who);
    if (!secret) return;
    const code = codeAt(secret, stepAt(this.at(who).now));
    const done = await confirmEnrolment(this.at(who), this.actor(who), { code, password: this.password });
    if (!done.ok) return;
    this.people[who].apps.push(secret);
    this.people[who].session = done.value.sessionId;
    await this.keepCodes(who, done.value.recoveryCodes);
    await this.deliver();
  }

  /** Adds the person's own passkey or security key, where they can prove what that asks. */
  async addPasskey(who: Who, kind: 'passkey' | 'security-key' = 'passkey'): Promise<void> {
    const passkey = kind === 'passkey' ? this.people[who].passkey : this.people[who].key;
    const byPasskey = await this.proveByPasskey(who);
    const actor = { ...this.actor(who), ...(byPasskey && { byPasskey }) };
    const password = this.knowsPassword(who) ? this.password : '';
    const proof = { password, submittedCode: byPasskey ?? (await this.codeFor(who)), kind };
    const begun = await beginPasskey(this.at(who), actor, proof);
    if (!begun.ok) return;
    this.people[who].session = begun.value.sessionId;
    const made = passkey.device.register(begun.value.options);
    const added = await completePasskey(this.at(who), this.actor(who), made);
    if (!added.ok) return;
    this.people[who].session = added.value.sessionId;
    passkey.wasAdded = true;
    await this.deliver();
  }

  /** Signs in with the person's own passkey, if they ever added it. Returns whether that worked. */
  async signInWithPasskey(who: Who): Promise<boolean> {
    const { passkey } = this.people[who];
    if (!passkey.wasAdded) return false;
    const options = await beginPasskeySignIn(this.at(who), who);
    if (!options) return false;
    const assertion = passkey.device.assert(options);
    const passed = await signInWithPasskey(this.at(who), { assertion, secret: who, before: null });
    if (passed.ok) this.people[who].session = passed.value.sessionId;
    await this.deliver();
    return passed.ok;
  }

  /** Confirms an act with the person's own passkey in place of password and code; null where they can't. */
  async proveByPasskey(who: Who): Promise<ProvenPasskey | null> {
    const { passkey } = this.people[who];
    const options = passkey.wasAdded ? await beginProof(this.at(who), this.actor(who)) : null;
    if (!options) return null;
    const actor = { ...this.actor(who), email: (await this.user()).email };
    const proven = await proveByPasskey(this.at(who), actor, passkey.device.assert(options));
    return proven.ok ? proven.value : null;
  }

  /** Returns what the person's own passkey signs on the page of a mailed link; null where they never added one. */
  async assertInDispute(who: Who, link: string): Promise<string | null> {
    const { passkey } = this.people[who];
    const options = passkey.wasAdded ? await beginDisputePasskey(this.at(who), link) : null;
    return options && passkey.device.assert(options);
  }

  /** Signs in with all that the person knows; `extra` is a code that an administrator read out. */
  async signIn(who: Who, extra: SubmittedCode | null = null): Promise<void> {
    if (await this.signInWithPasskey(who)) return;
    const person = this.people[who];
    const context = this.at(who);
    const typed = person.passwords.includes(this.password) ? this.password : person.passwords.at(-1);
    const byPassword = typed
      ? await signInWithPassword(context, { email: (await this.user()).email, password: typed })
      : null;
    const byProvider = byPassword?.ok
      ? null
      : await findOrCreateProviderAccount(context, { ...person.identity, verifiedEmail: null, name: null });
    const passed = byPassword?.ok
      ? { ...byPassword.value, firstFactor: 'password' as const }
      : byProvider?.ok
        ? { ...byProvider.value, passwordFingerprint: null, firstFactor: person.identity.provider }
        : null;
    if (!passed) return;
    const resetLink = person.links.findLast(({ purpose }) => purpose === 'reset-due')?.secret ?? null;
    const gate = await completeFirstFactor(context, { ...passed, returnTo: '/' }, resetLink);
    if (gate.next === 'session') {
      const { userId, firstFactor, passwordFingerprint } = passed;
      person.session = await createSession(context, { userId, methods: [firstFactor], passwordFingerprint });
    } else if (gate.next === 'challenge') {
      if (extra || !(await this.#confirmWithPasskey(who, gate.secret))) {
        const code = extra ?? (await this.codeFor(who));
        const outcome = code && (await verifySecondFactor(context, gate.secret, code));
        if (outcome?.ok) person.session = outcome.value.sessionId;
      }
    }
    await this.deliver();
  }

  /** Confirms a sign-in with whatever passkey or key the person ever added. Returns whether one worked. */
  async #confirmWithPasskey(who: Who, challenge: string): Promise<boolean> {
    const options = await beginSecondFactor(this.at(who), challenge);
    for (const device of options ? this.#devices(who) : []) {
      const assertion = device.assert({ challenge: options?.challenge ?? '' }, { userHandle: null });
      const outcome = await verifySecondFactor(this.at(who), challenge, { method: 'passkey', assertion });
      if (!outcome.ok) continue;
      this.people[who].session = outcome.value.sessionId;
      return true;
    }
    return false;
  }

  /** Delivers the outbox; each reader of a mailbox keeps its links. */
  async deliver() {
    const send = async ({ to, text }: { to: string; text: string }) => {
      for (const [, purpose = '', secret = ''] of text.matchAll(/\/link\/([\w-]+)\?token=([\w-]+)/g))
        for (const person of Object.values(this.people))
          if (person.mailboxes.has(to)) person.links.push({ purpose: purpose as TokenPurpose, secret });
    };
    await sendQueuedMail(this.environment.at(this.minutes), { send });
  }

  async liveLinks(who: Who, purpose: TokenPurpose): Promise<Link[]> {
    const now = this.at(who).now;
    const links = this.people[who].links.filter((link) => link.purpose === purpose);
    const found = await Promise.all(
      links.map(({ secret }) => findToken(this.environment.db, hashToken(secret), purpose, now)),
    );
    return links.filter((_, index) => found[index]);
  }

  async liveLink(who: Who, purpose: TokenPurpose): Promise<Link | undefined> {
    return (await this.liveLinks(who, purpose)).at(-1);
  }

  async runJobs() {
    const surroundings = this.environment.at(this.minutes);
    await announceDueResets(surroundings);
    await executeDueUndos(surroundings);
    await deleteExpired(surroundings);
    await this.deliver();
  }

  /** Lets days pass, with the server's jobs on each of the first ones. */
  async wait(days: number) {
    const [from, until] = [this.minutes, this.minutes + days * DAY + 1];
    while (this.minutes < until) {
      this.minutes = Math.min(until, this.minutes + (this.minutes - from < 2 * DAY ? DAY : 30 * DAY));
      await this.runJobs();
    }
  }

  /** Ends the thief's access; the thief keeps links that were read. */
  endPowers() {
    for (const own of [OWN, NEW]) this.people.thief.mailboxes.delete(own);
    this.hasPhishedCode = false;
    this.story.push('— what the thief had for a while is over —');
  }
}
