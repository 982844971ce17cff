import type { EventKind } from '../events/catalogue.ts';
import type { TokenPurpose } from './purposes.ts';

/** Everything that a client can hold of an account, or have under way: what opens it, or leads to what opens it. */
export const helds = [
  'password',
  'sessions',
  'app-grants',
  'challenges',
  'enrolments',
  'provider-flows',
  'providers',
  'passkeys',
  'second-factor',
  'one-time-passwords',
  'bypass-code',
  'ordered-reset',
  'device-cookies',
  'counters',
] as const;
export type Held = (typeof helds)[number] | `link:${TokenPurpose}`;

/** What a user, a link or an administrator does to an account so that it is in other hands, or safer ones. */
export type Act =
  | 'password-changed'
  | 'password-reset'
  | 'email-changed'
  | 'email-change-undone'
  | 'objection'
  | 'not-me-link'
  | 'not-me-button'
  | 'others-signed-out'
  | 'provider-connected'
  | 'provider-disconnected'
  | 'passkey-added'
  | 'passkey-removed'
  | 'two-factor-enabled'
  | 'two-factor-disabled'
  | 'authenticator-moved'
  | 'authenticator-added'
  | 'authenticator-removed'
  | 'one-time-passwords-renewed'
  | 'second-factor-reset'
  | 'signed-out-by-administrator'
  | 'role-changed'
  | 'account-disabled'
  | 'account-deleted';

/** A part that ends where the rest stays. Each is implemented in lib/flows/account/steps/end-held.ts. */
type Parts = {
  password: never;
  sessions: 'of-that-provider' | 'of-that-passkey' | 'by-one-time-password';
  /** What apps hold beyond the session that it came from. The rest ends with its session. */
  'app-grants': never;
  challenges: 'of-that-provider';
  enrolments: never;
  'provider-flows': 'of-that-provider';
  providers: 'unticked' | 'that-provider';
  passkeys: 'unticked' | 'that-passkey';
  'second-factor': 'that-authenticator';
  'one-time-passwords': never;
  'bypass-code': never;
  'ordered-reset': never;
  'device-cookies': 'young';
  counters: never;
} & Record<`link:${TokenPurpose}`, 'of-the-new-address'>;

/**
 * ends       all of it. Of sessions, and of enrolments that belong to them, all but the one that acts: that gets a new id
 * part       the named part ends
 * stays      and why
 * suspended  stays, but opens nothing for the time being
 * replaced   the act itself puts another one in its place
 */
export type Fate<H extends Held = Held> =
  | 'ends'
  | { part: Parts[H]; because: string }
  | { stays: string }
  | { suspended: string }
  | { replaced: string };
type Fates = { readonly [H in Held]: Fate<H> };

/** Where every row begins. A new thing to hold ends by every act, until a row says otherwise and why. */
const everything = {
  password: 'ends',
  sessions: 'ends',
  'app-grants': 'ends',
  challenges: 'ends',
  enrolments: 'ends',
  'provider-flows': 'ends',
  providers: 'ends',
  passkeys: 'ends',
  'second-factor': 'ends',
  'one-time-passwords': 'ends',
  'bypass-code': 'ends',
  'ordered-reset': 'ends',
  'device-cookies': 'ends',
  counters: 'ends',
  'link:sign-up': 'ends',
  'link:invitation': 'ends',
  'link:reset-password': 'ends',
  'link:change-email': 'ends',
  'link:undo-email': 'ends',
  'link:objection': 'ends',
  'link:not-me': 'ends',
  'link:reset-due': 'ends',
} as const satisfies Fates;

const notAbout = (what: string) => ({ stays: `the act is not about ${what}` });
const opensNothing = { stays: 'it creates an account where there is none, and opens no existing one' };
const ownersWayBack = { stays: 'the way back for the address that the account had first' };
const mayObject = { stays: 'the way back for the address that an undo removed; the older proof wins' };
const ownersRemedy = { stays: 'it only locks the account down; the person acting must not take that from the owner' };
const ownersProof = { stays: 'an old one proves who the owner is; an intruder would erase it' };
const onlyTheFactor = { stays: 'only a use of the second factor itself cancels it' };
const noNewTries = { stays: 'a guesser must not gain new tries this way' };
const readOut = {
  stays: 'an administrator has just read it out to a person they identified; it expires after 30 minutes',
};

// Implemented in lib/flows/account/steps/young-factor.ts, which weighs the proofs.
const youngGoes = {
  stays:
    'a mailbox alone never removes it; one set up in the last seven days may be removed, in a browser known before it',
};

const youngGoesAlarmed = {
  stays: 'but after “This wasn’t me” one set up in the last seven days may be removed, in a browser known before it',
};

const stayWaysIn = { stays: 'each is a way in; security keys, which only confirm sign-ins, end' };

const waysIn = {
  password: notAbout('the password'),
  providers: notAbout('providers: the owner disconnects only those they don’t recognise'),
  passkeys: notAbout('passkeys: the owner removes only those they don’t recognise'),
  'second-factor': notAbout('the second factor'),
  'one-time-passwords': notAbout('the second factor'),
  'ordered-reset': onlyTheFactor,
  'device-cookies': ownersProof,
  counters: noNewTries,
  'link:sign-up': opensNothing,
  'link:invitation': opensNothing,
  'link:undo-email': ownersWayBack,
  'link:objection': mayObject,
  'link:reset-due': onlyTheFactor,
} as const;

const untilNewPassword = { suspended: 'until a new password is set through an emailed link' };
const lockedDown = {
  ...everything,
  ...waysIn,
  password: untilNewPassword,
  providers: untilNewPassword,
  passkeys: untilNewPassword,
  'bypass-code': readOut,
} as const;

/**
 * Acts × what can be held: what happens to each. docs/security.md prints it; lib/flows/account/ends.test.ts tries every
 * cell.
 */
export const ends: Readonly<Record<Act, Fates>> = {
  'password-changed': {
    ...everything,
    ...waysIn,
    password: { replaced: 'by the new one' },
    'second-factor': youngGoesAlarmed,
    'one-time-passwords': youngGoesAlarmed,
    providers: { part: 'unticked', because: 'after “This wasn’t me” the form lists them; otherwise they stay' },
    passkeys: {
      part: 'unticked',
      because: 'after “This wasn’t me” the form lists them, as the page of an emailed link does; otherwise they stay',
    },
    'bypass-code': readOut,
    counters: 'ends',
  },
  'password-reset': {
    ...everything,
    ...waysIn,
    password: { replaced: 'by the new one' },
    providers: {
      part: 'unticked',
      because: 'the page lists them, and those that its form doesn’t name are disconnected',
    },
    passkeys: {
      part: 'unticked',
      because:
        'the page lists them, and those that its form doesn’t name never sign in again: they are removed, or stay as security keys where a mailbox may not take a second factor away',
    },
    'second-factor': youngGoes,
    'one-time-passwords': youngGoes,
    'bypass-code': readOut,
    'device-cookies': {
      part: 'young',
      because: 'those of the last seven days, except this browser’s; an older one is its owner’s proof',
    },
    counters: 'ends',
  },
  'email-changed': {
    ...everything,
    ...waysIn,
    'link:reset-due': 'ends',
    sessions: {
      stays: 'the owner, if still signed in, can undo the change; the person who made it must not sign them out',
    },
    enrolments: { stays: 'it ends with its session' },
    'bypass-code': readOut,
    'link:sign-up': { part: 'of-the-new-address', because: 'that address has an account now' },
    'link:invitation': { part: 'of-the-new-address', because: 'that address has an account now' },
  },
  // The link of a reset was mailed to the email that goes.
  'email-change-undone': { ...lockedDown, 'link:reset-due': 'ends' },
  objection: { ...lockedDown, 'link:reset-due': 'ends' },
  'not-me-link': lockedDown,
  'not-me-button': { ...everything, ...waysIn, 'bypass-code': readOut, 'link:not-me': ownersRemedy },
  'others-signed-out': { ...everything, ...waysIn, 'bypass-code': readOut, 'link:not-me': ownersRemedy },
  'provider-connected': {
    ...everything,
    ...waysIn,
    sessions: notAbout('sessions'),
    challenges: notAbout('sign-ins under way'),
    enrolments: notAbout('the second factor'),
    'provider-flows': { stays: 'they belong to their sessions, and another tab may be at another provider' },
    'bypass-code': readOut,
    'link:reset-password': notAbout('the mailbox'),
    'link:change-email': notAbout('the address'),
    'link:not-me': ownersRemedy,
  },
  'provider-disconnected': {
    ...everything,
    ...waysIn,
    sessions: { part: 'of-that-provider', because: 'the others didn’t use it' },
    challenges: { part: 'of-that-provider', because: 'the others didn’t use it' },
    enrolments: { stays: 'it ends with its session' },
    'provider-flows': { part: 'of-that-provider', because: 'the others lead elsewhere' },
    providers: { part: 'that-provider', because: 'the others were not named' },
    'bypass-code': readOut,
    'link:reset-password': notAbout('the mailbox'),
    'link:not-me': ownersRemedy,
  },
  'passkey-added': {
    ...everything,
    ...waysIn,
    sessions: notAbout('sessions'),
    challenges: notAbout('sign-ins under way'),
    enrolments: notAbout('the second factor'),
    'provider-flows': notAbout('providers'),
    'bypass-code': readOut,
    'link:reset-password': notAbout('the mailbox'),
    'link:change-email': notAbout('the address'),
    'link:not-me': ownersRemedy,
  },
  'passkey-removed': {
    ...everything,
    ...waysIn,
    sessions: { part: 'of-that-passkey', because: 'the others didn’t use it' },
    challenges: { stays: 'none of them begins with a passkey' },
    enrolments: { stays: 'it ends with its session' },
    'provider-flows': notAbout('providers'),
    passkeys: { part: 'that-passkey', because: 'the others were not named' },
    'bypass-code': readOut,
    'link:reset-password': notAbout('the mailbox'),
    'link:not-me': ownersRemedy,
  },
  'two-factor-enabled': {
    ...everything,
    ...waysIn,
    'second-factor': { replaced: 'there was none' },
    'one-time-passwords': { replaced: 'by a new set' },
    counters: 'ends',
    'link:not-me': ownersRemedy,
  },
  'two-factor-disabled': {
    ...everything,
    ...waysIn,
    passkeys: stayWaysIn,
    'second-factor': 'ends',
    'one-time-passwords': 'ends',
    'ordered-reset': 'ends',
    'link:reset-due': 'ends',
    'link:not-me': ownersRemedy,
  },
  'authenticator-moved': {
    ...everything,
    ...waysIn,
    'second-factor': { part: 'that-authenticator', because: 'the new app takes its place; the others were not named' },
    'one-time-passwords': { replaced: 'by a new set, if the person wants one' },
    counters: 'ends',
    'link:not-me': ownersRemedy,
  },
  'authenticator-added': {
    ...everything,
    ...waysIn,
    sessions: notAbout('sessions'),
    challenges: notAbout('sign-ins under way'),
    'provider-flows': notAbout('providers'),
    'bypass-code': readOut,
    counters: 'ends',
    'link:reset-password': notAbout('the mailbox'),
    'link:change-email': notAbout('the address'),
    'link:not-me': ownersRemedy,
  },
  'authenticator-removed': {
    ...everything,
    ...waysIn,
    'second-factor': { part: 'that-authenticator', because: 'the others were not named, and go on guarding' },
    'bypass-code': readOut,
    'link:not-me': ownersRemedy,
  },
  'one-time-passwords-renewed': {
    ...everything,
    ...waysIn,
    sessions: {
      part: 'by-one-time-password',
      because: 'someone may have copied the old list; the others didn’t use it',
    },
    enrolments: { stays: 'it ends with its session' },
    'provider-flows': notAbout('providers'),
    'one-time-passwords': { replaced: 'by the new set' },
    'link:reset-password': notAbout('the mailbox'),
    'link:not-me': ownersRemedy,
  },
  'second-factor-reset': {
    ...everything,
    ...waysIn,
    passkeys: stayWaysIn,
    'second-factor': 'ends',
    'one-time-passwords': 'ends',
    'ordered-reset': 'ends',
    'link:reset-due': 'ends',
    'link:not-me': ownersRemedy,
  },
  'signed-out-by-administrator': {
    ...everything,
    ...waysIn,
    'bypass-code': readOut,
    'link:reset-password': { stays: 'the administrator may have sent it a moment ago' },
    'link:not-me': ownersRemedy,
  },
  'role-changed': { ...everything, ...waysIn, 'link:not-me': ownersRemedy },
  'account-disabled': {
    ...everything,
    ...waysIn,
    password: { suspended: 'until the account is enabled again' },
    providers: { suspended: 'until the account is enabled again' },
    passkeys: { suspended: 'until the account is enabled again' },
    'ordered-reset': 'ends',
    'link:reset-due': 'ends',
    'link:undo-email': { suspended: 'until the account is enabled again' },
    'link:objection': { suspended: 'until the account is enabled again' },
  },
  'account-deleted': everything,
};

/**
 * Which act an event reports; null where nothing changes hands. A new kind of event doesn't compile before it has an
 * entry here.
 */
export const actOfEvent: Readonly<Record<EventKind, Act | null>> = {
  'signed-up': null,
  'signed-in': null,
  'signed-out': null,
  'code-refused': null,
  'recovery-code-used': null,
  'two-factor-enabled': 'two-factor-enabled',
  'two-factor-disabled': 'two-factor-disabled',
  'authenticator-suspended': null,
  'recovery-codes-renewed': 'one-time-passwords-renewed',
  'password-changed': 'password-changed',
  'password-set': 'password-changed',
  'password-reset': 'password-reset',
  'authenticator-moved': 'authenticator-moved',
  'authenticator-added': 'authenticator-added',
  'authenticator-removed': 'authenticator-removed',
  'new-browser': null,
  'codes-refused': null,
  'provider-connected': 'provider-connected',
  'provider-disconnected': 'provider-disconnected',
  'passkey-added': 'passkey-added',
  'passkey-removed': 'passkey-removed',
  // Part of a new password, or of a lock-down.
  'passkey-demoted': null,
  'security-key-added': 'passkey-added',
  'security-key-removed': 'passkey-removed',
  'passkey-copy-suspected': null,
  'email-changed': 'email-changed',
  'email-change-undone': 'email-change-undone',
  'email-undo-waiting': null,
  'email-undo-stopped': null,
  'email-undo-sent': null,
  'email-undo-withdrawn': null,
  'email-change-sent': null,
  'email-change-scheduled': null,
  'email-change-withdrawn': null,
  'email-restored': 'objection',
  'locked-down': 'not-me-link',
  // Part of a new password by a mailed link.
  'second-factor-taken-off': null,
  'session-ended': null,
  'all-other-sessions-ended': 'others-signed-out',
  'all-sessions-ended': 'signed-out-by-administrator',
  // One session, which the administrator names.
  'session-ended-by-administrator': null,
  renamed: null,
  'account-added': null,
  'account-imported': null,
  'account-disabled': 'account-disabled',
  'account-enabled': null,
  'deletion-scheduled': 'account-disabled',
  'role-changed': 'role-changed',
  'password-reset-sent': null,
  'bypass-code-made': null,
  'bypass-code-used': null,
  'second-factor-reset-ordered': null,
  'second-factor-reset-stopped': null,
  'second-factor-reset': 'second-factor-reset',
  'two-factor-reminded': null,
  'account-deleted': 'account-deleted',
  'people-imported': null,
  'people-exported': null,
  invited: null,
  'invitation-withdrawn': null,
  'group-joined': null,
  'group-left': null,
  'group-created': null,
  'group-renamed': null,
  'group-deleted': null,
  'app-opened': null,
  'app-signed-out': null,
  'app-added': null,
  'app-access-changed': null,
  'app-secret-made': null,
  'app-changed': null,
  'app-disabled': null,
  'app-enabled': null,
  'app-removed': null,
};
