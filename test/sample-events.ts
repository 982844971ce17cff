import { limits } from '../lib/config/limits.ts';
import type { EventDetails, EventKind, EventOf } from '../lib/rules/events/catalogue.ts';

const reason = 'Passport seen, called back';
const dueAt = '2026-11-25T14:05:00.000Z';
const browser = 'Firefox on macOS';

/** Details of every kind, as the flows record them. */
const samples: { readonly [K in EventKind]: EventDetails[K] } = {
  'signed-up': { method: 'password' },
  'signed-in': { methods: ['google', 'recovery-code'] },
  'signed-out': {},
  'code-refused': { method: 'totp', firstFactor: 'password', refusal: 'code-wrong' },
  'recovery-code-used': { number: 3, left: 7 },
  'two-factor-enabled': {},
  'two-factor-disabled': {},
  'authenticator-suspended': {},
  'recovery-codes-renewed': {},
  'password-changed': {},
  'password-set': {},
  'password-reset': {},
  'authenticator-moved': {},
  'authenticator-added': { name: 'Tablet at home' },
  'authenticator-removed': { name: 'Tablet at home' },
  'new-browser': { browser },
  'codes-refused': {},
  'provider-connected': { provider: 'github' },
  'provider-disconnected': { provider: 'facebook' },
  'passkey-added': { name: 'iCloud Keychain' },
  'passkey-removed': { name: 'iCloud Keychain' },
  'passkey-demoted': { name: 'iCloud Keychain' },
  'security-key-added': { name: 'YubiKey' },
  'security-key-removed': { name: 'YubiKey' },
  'passkey-copy-suspected': { name: 'YubiKey' },
  'email-changed': { from: 'before@example.com', to: 'after@example.com' },
  'email-change-undone': { from: 'after@example.com', to: 'before@example.com' },
  'email-undo-waiting': { to: 'before@example.com', dueAt },
  'email-undo-stopped': { to: 'before@example.com' },
  'email-undo-sent': { reason, to: 'before@example.com', opensAt: dueAt },
  'email-undo-withdrawn': { reason, to: 'before@example.com' },
  'email-change-sent': { reason, to: 'after@example.com' },
  'email-change-scheduled': { reason, to: 'after@example.com', dueAt },
  'email-change-withdrawn': { reason, to: 'after@example.com' },
  'email-restored': { email: 'before@example.com' },
  'locked-down': {},
  'second-factor-taken-off': { part: 'app' },
  'session-ended': { browser },
  'all-other-sessions-ended': { sessions: 2 },
  'all-sessions-ended': { reason },
  'session-ended-by-administrator': { reason, browser },
  renamed: { reason, from: 'Ada Byron', to: 'Ada Lovelace' },
  'account-added': {},
  'account-imported': { of: 300 },
  'account-disabled': { reason },
  'account-enabled': { reason },
  'deletion-scheduled': { reason, dueAt },
  'role-changed': { role: 'admin', reason },
  'password-reset-sent': { reason },
  'bypass-code-made': { reason },
  'bypass-code-used': {},
  'second-factor-reset-ordered': { reason, dueAt },
  'second-factor-reset-stopped': {},
  'second-factor-reset': {},
  'two-factor-reminded': { reason },
  'account-deleted': {},
  'people-imported': { imported: 300, skipped: 12 },
  'people-exported': { filter: 'all', search: 'ada' },
  invited: {},
  'invitation-withdrawn': {},
  'group-joined': { reason, title: 'Finance' },
  'group-left': { reason, title: 'Finance' },
  'group-created': { reason, title: 'Finance' },
  'group-renamed': { reason, from: 'Finance', to: 'Accounting' },
  'group-deleted': { reason, title: 'Finance', members: 12 },
  'app-opened': { app: 'Wiki' },
  'app-signed-out': { app: 'Wiki' },
  'app-added': { reason, app: 'Wiki' },
  'app-access-changed': { reason, app: 'Wiki', groups: 'finance, it-support' },
  'app-secret-made': { reason, app: 'Wiki' },
  'app-changed': { reason, app: 'Wiki', changes: ['redirect-uris', 'demands'] },
  'app-disabled': { reason, app: 'Wiki' },
  'app-enabled': { reason, app: 'Wiki' },
  'app-removed': { reason, app: 'Wiki' },
};

/** Returns an event of every kind. */
export const sampleEvents = Object.entries(samples).map(([kind, details]) => ({ kind, details }) as EventOf);

const longest = (details: object) =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      name === 'browser' ? 'B'.repeat(200) : name === 'number' || name === 'left' ? limits.recoveryCodeCount : value,
    ]),
  );

/** Returns events with the longest possible details; a kind with two sentences has both. */
export const longestEvents: readonly EventOf[] = [
  ...sampleEvents.map(({ kind, details }) => ({ kind, details: longest(details) }) as EventOf),
  { kind: 'role-changed', details: { role: 'person', reason } },
  { kind: 'second-factor-taken-off', details: { part: 'codes' } },
  { kind: 'provider-connected', details: { provider: 'facebook' } },
];
