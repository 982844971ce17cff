/** What an administrator can do about a user, in the words of the buttons and dialogs. */
export const adminActions = {
  'bypass-code': {
    label: 'Make a code for one sign-in',
    explains:
      'Check first that it is this person, by more than a mail: call back a number you know, or look at a passport. The code works once, for 30 minutes, in place of a one-time password.',
    pending: 'Making…',
    look: 'quiet',
  },
  reset: {
    label: 'Reset second factor',
    explains:
      'The person is told by mail and can keep it by signing in with it. When the waiting time is over, a second mail brings a link: the second factor goes at a sign-in in the browser that opened it, within seven days. Their password or provider is still needed.',
    pending: 'Ordering…',
    look: 'danger-quiet',
  },
  'keep-factor': {
    label: 'Take the reset back',
    explains: 'The second factor stays on.',
    pending: 'Stopping…',
    look: 'quiet',
  },
  password: {
    label: 'Send a link for a new password',
    explains: 'The person gets a mail. You never see the password, and the second factor stays.',
    pending: 'Sending…',
    look: 'quiet',
  },
  'undo-email': {
    label: 'Give a former address back',
    explains:
      'Check first that it’s this person, by more than an email. Both addresses are told. When the waiting time is over, a link works for seven days that changes the address back. Nobody can object then.',
    pending: 'Sending…',
    look: 'danger-quiet',
  },
  'keep-email': {
    label: 'Take the link to a former address back',
    explains: 'The account keeps its present address.',
    pending: 'Stopping…',
    look: 'quiet',
  },
  'sign-out': {
    label: 'Sign out everywhere',
    explains: 'Every session of this person ends at once.',
    pending: 'Signing out…',
    look: 'danger-quiet',
  },
  disable: {
    label: 'Disable account',
    explains: 'Every session ends and nobody gets in any more. Nothing is deleted.',
    pending: 'Disabling…',
    look: 'danger-quiet',
  },
  enable: {
    label: 'Enable account',
    explains: 'The person can sign in again, as before.',
    pending: 'Enabling…',
    look: 'quiet',
  },
} as const;

export type AdminActionName = keyof typeof adminActions;
export const adminActionNames = Object.keys(adminActions) as AdminActionName[];

/** Returns the act that a URL names; null for none. */
export function parseAdminAction(value: unknown): AdminActionName | null {
  return adminActionNames.find((name) => name === value) ?? null;
}

type State = {
  twoFactor: { isOn: boolean };
  resetDueAt: Date | null;
  disabledAt: Date | null;
  formerAddresses: readonly unknown[];
  isUndoSent: boolean;
};

/** Returns what makes sense for a user in this state. */
export function adminActionsFor({
  twoFactor,
  resetDueAt,
  disabledAt,
  formerAddresses,
  isUndoSent,
}: State): AdminActionName[] {
  return [
    ...(twoFactor.isOn ? (['bypass-code', resetDueAt ? 'keep-factor' : 'reset'] as const) : []),
    'password',
    ...(isUndoSent ? (['keep-email'] as const) : formerAddresses.length > 0 ? (['undo-email'] as const) : []),
    'sign-out',
    disabledAt ? 'enable' : 'disable',
  ];
}
