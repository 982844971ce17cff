/** Everything of meaning that happens to an account: rows of the event log, never changed. */
export const eventKinds = [
  'signed-up',
  'signed-in',
  'signed-out',
  'code-refused',
  'recovery-code-used',
  'two-factor-enabled',
  'two-factor-disabled',
  'password-changed',
  'password-set',
] as const;
export type EventKind = (typeof eventKinds)[number];
