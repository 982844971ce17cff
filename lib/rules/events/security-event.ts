/** Everything of meaning that happens to an account: rows of the event log, never changed. */
export type EventKind =
  | 'signed-up'
  | 'signed-in'
  | 'signed-out'
  | 'code-refused'
  | 'recovery-code-used'
  | 'two-factor-enabled'
  | 'two-factor-disabled'
  | 'authenticator-suspended'
  | 'recovery-codes-renewed'
  | 'password-changed'
  | 'password-set'
  | 'password-reset'
  | 'authenticator-moved'
  | 'new-browser'
  | 'codes-refused'
  | 'provider-connected'
  | 'provider-disconnected'
  | 'email-changed'
  | 'email-change-undone'
  | 'email-undo-waiting'
  | 'email-undo-stopped'
  | 'email-undo-sent'
  | 'email-undo-withdrawn'
  | 'email-restored'
  | 'locked-down'
  | 'second-factor-taken-off'
  | 'session-ended'
  | 'all-other-sessions-ended'
  | 'all-sessions-ended'
  | 'account-imported'
  | 'account-disabled'
  | 'account-enabled'
  | 'role-changed'
  | 'password-reset-sent'
  | 'bypass-code-made'
  | 'bypass-code-used'
  | 'second-factor-reset-ordered'
  | 'second-factor-reset-stopped'
  | 'second-factor-reset';

/** What the filter of the Activity tab offers. */
export const eventFilters = ['all', 'sign-ins', 'security'] as const;
export type EventFilter = (typeof eventFilters)[number];

const signInKinds: readonly EventKind[] = [
  'signed-in',
  'signed-out',
  'code-refused',
  'recovery-code-used',
  'bypass-code-used',
  'session-ended',
];

/** Returns the kinds that a filter includes or, with `exclude`, leaves out; null for all. */
export function filterKinds(filter: EventFilter): { kinds: readonly EventKind[]; exclude: boolean } | null {
  return filter === 'all' ? null : { kinds: signInKinds, exclude: filter === 'security' };
}

/** Stands for browser and IP address where an administrator acted: the user isn't shown an administrator's location. */
export const administrator = { browser: 'An administrator', ipAddress: 'unknown' } as const;

type Done = { kind: EventKind; actor: string | null; browser: string; ipAddress: string };

/** Where an event happened, as its person may know it. A reset happens at somebody's sign-in: they have to learn whose. */
export function displayLocation({ kind, actor, browser, ipAddress }: Done): { browser: string; ipAddress: string } {
  return actor && kind !== 'second-factor-reset' ? administrator : { browser, ipAddress };
}
