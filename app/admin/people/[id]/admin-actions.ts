import type { IconName } from '#app/_ui/icon.tsx';
import type { Role } from '#lib/rules/account/role.ts';
import type { Words } from '#lib/words/shape.ts';

/** What an administrator can do about a user. Dangerous ones stand last. `end-session` stands beside each session. */
export const adminActions = {
  rename: { icon: 'pencil', isDangerous: false },
  email: { icon: 'mail', isDangerous: false },
  'stop-email': { icon: 'undo', isDangerous: false },
  password: { icon: 'key', isDangerous: false },
  'bypass-code': { icon: 'ticket', isDangerous: false },
  'keep-factor': { icon: 'shield', isDangerous: false },
  'keep-email': { icon: 'mail', isDangerous: false },
  enable: { icon: 'done', isDangerous: false },
  'keep-account': { icon: 'done', isDangerous: false },
  'end-session': { icon: 'leave', isDangerous: true },
  'sign-out': { icon: 'leave', isDangerous: true },
  reset: { icon: 'shield-off', isDangerous: true },
  'undo-email': { icon: 'undo', isDangerous: true },
  'email-later': { icon: 'clock', isDangerous: true },
  'end-role': { icon: 'role', isDangerous: true },
  disable: { icon: 'ban', isDangerous: true },
  delete: { icon: 'trash', isDangerous: true },
} as const satisfies Record<string, { icon: IconName; isDangerous: boolean }>;

export type AdminActionName = keyof typeof adminActions;
export const adminActionNames = Object.keys(adminActions) as AdminActionName[];

/** Returns the act that a URL names; null for none. */
export function parseAdminAction(value: unknown): AdminActionName | null {
  return adminActionNames.find((name) => name === value) ?? null;
}

type State = {
  role: Role;
  twoFactor: { isOn: boolean };
  resetDueAt: Date | null;
  disabledAt: Date | null;
  deletionDueAt: Date | null;
  emailChange: object | null;
  formerAddresses: readonly unknown[];
  isUndoSent: boolean;
  sessions: readonly unknown[];
};

/** Returns what makes sense for a user in this state. */
export function adminActionsFor(user: State): AdminActionName[] {
  const makesSense: Readonly<Record<AdminActionName, boolean>> = {
    rename: true,
    email: true,
    'stop-email': user.emailChange !== null,
    password: true,
    'bypass-code': user.twoFactor.isOn,
    'keep-factor': user.twoFactor.isOn && user.resetDueAt !== null,
    'keep-email': user.isUndoSent,
    enable: user.disabledAt !== null && user.deletionDueAt === null,
    'keep-account': user.deletionDueAt !== null,
    'end-session': user.sessions.length > 0,
    'sign-out': true,
    reset: user.twoFactor.isOn && user.resetDueAt === null,
    'undo-email': !user.isUndoSent && user.formerAddresses.length > 0,
    'email-later': user.emailChange === null,
    'end-role': user.role === 'admin',
    disable: user.disabledAt === null,
    delete: user.deletionDueAt === null,
  };
  return adminActionNames.filter((name) => makesSense[name]);
}

/** What the dialog of an act asks for besides the reason; null for nothing. */
export function fieldOf(name: AdminActionName): 'name' | 'email' | 'about' | null {
  if (name === 'rename') return 'name';
  if (name === 'undo-email') return 'about';
  return name === 'email' || name === 'email-later' || name === 'delete' ? 'email' : null;
}

export type SaidAction = Record<'title' | 'note' | 'button' | 'text' | 'pending', string>;

/** Returns what its row and its dialog say. */
export function sayAdminAction(acts: Words['person']['acts'], name: AdminActionName, hours: number): SaidAction {
  const { title, note, button, text, pending } = acts[name];
  const say = (words: typeof note | typeof text) => (typeof words === 'string' ? words : words({ hours }));
  return { title, note: say(note), button, text: say(text), pending };
}
