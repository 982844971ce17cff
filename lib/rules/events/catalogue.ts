import type { Failure } from '../../result.ts';
import type { Role } from '../account/role.ts';
import type { AppChange } from '../apps/app-changes.ts';
import type { FirstFactor, Method, Provider } from '../sign-in/authentication-methods.ts';
import type { SubmittedCode } from '../two-factor/typed-code.ts';

type NoDetails = Record<never, never>;
/** Why an administrator did it, in their own words. */
type Reason = { reason: string };

/** What each kind of event stores beside time and location. Instants are ISO 8601. */
export type EventDetails = {
  'signed-up': { method: FirstFactor };
  /** `passkey`: what the passkey or security key is called at that time. */
  'signed-in': { methods: readonly Method[]; passkey?: string };
  'signed-out': NoDetails;
  'code-refused': { method: SubmittedCode['method'] | 'passkey'; firstFactor: FirstFactor; refusal: Failure['code'] };
  'recovery-code-used': { number: number; left: number };
  'two-factor-enabled': NoDetails;
  'two-factor-disabled': NoDetails;
  'authenticator-suspended': NoDetails;
  'recovery-codes-renewed': NoDetails;
  'password-changed': NoDetails;
  'password-set': NoDetails;
  'password-reset': NoDetails;
  'authenticator-moved': NoDetails;
  /** What its owner calls it; null where it has no name of its own. */
  'authenticator-added': { name: string | null };
  'authenticator-removed': { name: string | null };
  'new-browser': { browser: string };
  'codes-refused': NoDetails;
  'provider-connected': { provider: Provider };
  'provider-disconnected': { provider: Provider };
  /** `name`: what it is called at that time. */
  'passkey-added': { name: string };
  'passkey-removed': { name: string };
  /** It stays as a second factor, and never signs in by itself again. */
  'passkey-demoted': { name: string };
  'security-key-added': { name: string };
  'security-key-removed': { name: string };
  /** Its counter went back: the authenticator, or its key, exists twice. */
  'passkey-copy-suspected': { name: string };
  'email-changed': { from: string; to: string };
  /** Null in rows of 0.1.0, which stored neither email. */
  'email-change-undone': { from: string | null; to: string | null };
  'email-undo-waiting': { to: string; dueAt: string | null };
  'email-undo-stopped': { to: string };
  'email-undo-sent': Reason & { to: string; opensAt: string | null };
  'email-undo-withdrawn': Reason & { to: string };
  /** An administrator wants another address: it counts once it is confirmed there. */
  'email-change-sent': Reason & { to: string };
  /** An administrator changes it without that, after the waiting time of resets. */
  'email-change-scheduled': Reason & { to: string; dueAt: string };
  'email-change-withdrawn': Reason & { to: string };
  'email-restored': { email: string };
  'locked-down': NoDetails;
  /** `app`: the only one, whose codes were disabled. `one-app`: one of several, which was removed. */
  'second-factor-taken-off': { part: 'app' | 'codes' } | { part: 'one-app'; name: string | null };
  'session-ended': { browser: string };
  'all-other-sessions-ended': { sessions: number };
  'all-sessions-ended': Reason;
  'session-ended-by-administrator': Reason & { browser: string };
  renamed: Reason & { from: string; to: string };
  'account-added': NoDetails;
  /** `of`: how many rows the file had. */
  'account-imported': { of: number };
  'account-disabled': Reason;
  'account-enabled': Reason;
  'deletion-scheduled': Reason & { dueAt: string };
  'role-changed': Reason & { role: Role };
  'password-reset-sent': Reason;
  'bypass-code-made': Reason;
  'bypass-code-used': NoDetails;
  'second-factor-reset-ordered': Reason & { dueAt: string };
  'second-factor-reset-stopped': NoDetails;
  'second-factor-reset': NoDetails;
  'two-factor-reminded': Reason;
  'account-deleted': NoDetails;
  /** `skipped`: rows whose email had an account already. */
  'people-imported': { imported: number; skipped: number };
  /** Who was in the list: its filter, and what was searched for. */
  'people-exported': { filter: string; search: string };
  /** An invitation is about an address that has no account yet. */
  invited: NoDetails;
  'invitation-withdrawn': NoDetails;
  /** `title`: what the group is called at that time. */
  'group-joined': Reason & { title: string };
  'group-left': Reason & { title: string };
  'group-created': Reason & { title: string };
  'group-renamed': Reason & { from: string; to: string };
  /** `members`: how many it had. */
  'group-deleted': Reason & { title: string; members: number };
  /** `app`: its name at that time. The first time in a session. */
  'app-opened': { app: string };
  'app-signed-out': { app: string };
  'app-added': Reason & { app: string };
  /** `groups`: the short names, with commas; empty for none, null for everyone. */
  'app-access-changed': Reason & { app: string; groups: string | null };
  'app-secret-made': Reason & { app: string };
  'app-changed': Reason & { app: string; changes: readonly AppChange[] };
  'app-disabled': Reason & { app: string };
  'app-enabled': Reason & { app: string };
  'app-removed': Reason & { app: string };
};

/** Everything of meaning that happens to an account. A stored word: renaming one would orphan its rows. */
export type EventKind = keyof EventDetails;

/** A kind with its details, as the compiler tells them apart. */
export type EventOf<K extends EventKind = EventKind> = { [P in K]: { kind: P; details: EventDetails[P] } }[K];

type Entry<K extends EventKind> = {
  /** What the filters of Activity and of Administration use. Only administrators cause `administration`. */
  category: 'sign-in' | 'security' | 'administration';
  /**
   * owner     notified by the event's notice (NIST SP 800-63B-4 §4.6; ASVS 6.3.7)
   * by-flow   the flow writes messages of its own, to more than one address or with another link
   * null      everyday: no message
   */
  mail: 'owner' | 'by-flow' | null;
  /** Which details a log line may hold. Emails and what one user writes about another stay in the database. */
  logged: readonly (keyof EventDetails[K])[];
  /** What it is about where that is no account: then it has a subject from the start. */
  about?: 'file' | 'address' | 'group' | 'app';
};

/**
 * Every kind of event. A new one compiles once it has an entry here, in `EventDetails` and in each language's
 * sentences.
 */
export const eventCatalogue = {
  'signed-up': { category: 'security', mail: null, logged: ['method'] },
  'signed-in': { category: 'sign-in', mail: null, logged: ['methods'] },
  'signed-out': { category: 'sign-in', mail: null, logged: [] },
  'code-refused': { category: 'sign-in', mail: null, logged: ['method', 'firstFactor', 'refusal'] },
  'recovery-code-used': { category: 'sign-in', mail: 'owner', logged: ['number', 'left'] },
  'two-factor-enabled': { category: 'security', mail: 'owner', logged: [] },
  'two-factor-disabled': { category: 'security', mail: 'owner', logged: [] },
  'authenticator-suspended': { category: 'security', mail: 'owner', logged: [] },
  'recovery-codes-renewed': { category: 'security', mail: 'owner', logged: [] },
  'password-changed': { category: 'security', mail: 'owner', logged: [] },
  'password-set': { category: 'security', mail: 'owner', logged: [] },
  'password-reset': { category: 'security', mail: 'owner', logged: [] },
  'authenticator-moved': { category: 'security', mail: 'owner', logged: [] },
  'authenticator-added': { category: 'security', mail: 'owner', logged: [] },
  'authenticator-removed': { category: 'security', mail: 'owner', logged: [] },
  'new-browser': { category: 'security', mail: 'owner', logged: ['browser'] },
  'codes-refused': { category: 'security', mail: 'owner', logged: [] },
  'provider-connected': { category: 'security', mail: 'owner', logged: ['provider'] },
  'provider-disconnected': { category: 'security', mail: 'owner', logged: ['provider'] },
  'passkey-added': { category: 'security', mail: 'owner', logged: [] },
  'passkey-removed': { category: 'security', mail: 'owner', logged: [] },
  'passkey-demoted': { category: 'security', mail: 'owner', logged: [] },
  'security-key-added': { category: 'security', mail: 'owner', logged: [] },
  'security-key-removed': { category: 'security', mail: 'owner', logged: [] },
  'passkey-copy-suspected': { category: 'security', mail: 'owner', logged: [] },
  'email-changed': { category: 'security', mail: 'by-flow', logged: [] },
  'email-change-undone': { category: 'security', mail: 'by-flow', logged: [] },
  'email-undo-waiting': { category: 'security', mail: 'by-flow', logged: [] },
  'email-undo-stopped': { category: 'security', mail: 'by-flow', logged: [] },
  'email-undo-sent': { category: 'administration', mail: 'owner', logged: [] },
  'email-undo-withdrawn': { category: 'administration', mail: 'owner', logged: [] },
  'email-change-sent': { category: 'administration', mail: 'owner', logged: [] },
  'email-change-scheduled': { category: 'administration', mail: 'owner', logged: ['dueAt'] },
  'email-change-withdrawn': { category: 'administration', mail: 'owner', logged: [] },
  'email-restored': { category: 'security', mail: 'by-flow', logged: [] },
  'locked-down': { category: 'security', mail: 'by-flow', logged: [] },
  'second-factor-taken-off': { category: 'security', mail: 'owner', logged: ['part'] },
  'session-ended': { category: 'sign-in', mail: null, logged: ['browser'] },
  'all-other-sessions-ended': { category: 'security', mail: null, logged: ['sessions'] },
  'all-sessions-ended': { category: 'administration', mail: 'owner', logged: [] },
  'session-ended-by-administrator': { category: 'administration', mail: 'owner', logged: ['browser'] },
  renamed: { category: 'administration', mail: 'owner', logged: [] },
  'account-added': { category: 'administration', mail: 'by-flow', logged: [] },
  'account-imported': { category: 'administration', mail: null, logged: [] },
  'account-disabled': { category: 'administration', mail: 'owner', logged: [] },
  'account-enabled': { category: 'administration', mail: 'owner', logged: [] },
  'deletion-scheduled': { category: 'administration', mail: 'owner', logged: ['dueAt'] },
  'role-changed': { category: 'administration', mail: 'owner', logged: ['role'] },
  'password-reset-sent': { category: 'administration', mail: 'by-flow', logged: [] },
  'bypass-code-made': { category: 'administration', mail: 'owner', logged: [] },
  'bypass-code-used': { category: 'sign-in', mail: 'owner', logged: [] },
  'second-factor-reset-ordered': { category: 'administration', mail: 'owner', logged: ['dueAt'] },
  'second-factor-reset-stopped': { category: 'security', mail: 'owner', logged: [] },
  'second-factor-reset': { category: 'security', mail: 'owner', logged: [] },
  'two-factor-reminded': { category: 'administration', mail: 'by-flow', logged: [] },
  'account-deleted': { category: 'security', mail: 'by-flow', logged: [] },
  'people-imported': { category: 'administration', mail: null, logged: ['imported', 'skipped'], about: 'file' },
  'people-exported': { category: 'administration', mail: null, logged: ['filter'], about: 'file' },
  invited: { category: 'administration', mail: 'by-flow', logged: [], about: 'address' },
  'invitation-withdrawn': { category: 'administration', mail: null, logged: [], about: 'address' },
  // Everyday: no way in, and no one is locked out of their account.
  'group-joined': { category: 'administration', mail: null, logged: [] },
  'group-left': { category: 'administration', mail: null, logged: [] },
  'group-created': { category: 'administration', mail: null, logged: [], about: 'group' },
  'group-renamed': { category: 'administration', mail: null, logged: [], about: 'group' },
  'group-deleted': { category: 'administration', mail: null, logged: ['members'], about: 'group' },
  'app-opened': { category: 'sign-in', mail: null, logged: [] },
  'app-signed-out': { category: 'sign-in', mail: null, logged: [] },
  'app-added': { category: 'administration', mail: null, logged: [], about: 'app' },
  'app-access-changed': { category: 'administration', mail: null, logged: [], about: 'app' },
  'app-secret-made': { category: 'administration', mail: null, logged: [], about: 'app' },
  'app-changed': { category: 'administration', mail: null, logged: [], about: 'app' },
  'app-disabled': { category: 'administration', mail: null, logged: [], about: 'app' },
  'app-enabled': { category: 'administration', mail: null, logged: [], about: 'app' },
  'app-removed': { category: 'administration', mail: null, logged: [], about: 'app' },
} as const satisfies { readonly [K in EventKind]: Entry<K> };

/** The kinds whose owner is emailed a notice. */
export type MailedKind = {
  [K in EventKind]: (typeof eventCatalogue)[K]['mail'] extends 'owner' ? K : never;
}[EventKind];

/** The kinds that are about something else than an account. */
export type KindWithSubject = {
  [K in EventKind]: (typeof eventCatalogue)[K] extends { about: string } ? K : never;
}[EventKind];

export const eventKinds = Object.keys(eventCatalogue) as readonly EventKind[];

/** Returns whether `value` is a kind that this version knows: a newer one may have written others. */
export function isEventKind(value: string): value is EventKind {
  return Object.hasOwn(eventCatalogue, value);
}

/** Returns whether an event is about an account, which may be deleted since. */
export function isAboutAccount(kind: EventKind): boolean {
  return !(isEventKind(kind) && 'about' in eventCatalogue[kind]);
}

/** Returns the details of an event that may be logged. */
export function loggedDetails({ kind, details }: EventOf): Record<string, unknown> {
  const logged: readonly string[] = eventCatalogue[kind].logged;
  return Object.fromEntries(Object.entries(details).filter(([name]) => logged.includes(name)));
}
