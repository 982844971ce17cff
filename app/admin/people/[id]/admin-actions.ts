import type { IconName } from '#app/_ui/icon.tsx';
import type { Words } from '#lib/words/shape.ts';

/** What an administrator can do about a user. Dangerous ones stand last. */
export const adminActions = {
  password: { icon: 'key', isDangerous: false },
  'bypass-code': { icon: 'ticket', isDangerous: false },
  'keep-factor': { icon: 'shield', isDangerous: false },
  'keep-email': { icon: 'mail', isDangerous: false },
  enable: { icon: 'done', isDangerous: false },
  'sign-out': { icon: 'leave', isDangerous: true },
  reset: { icon: 'shield-off', isDangerous: true },
  'undo-email': { icon: 'undo', isDangerous: true },
  disable: { icon: 'ban', isDangerous: true },
} as const satisfies Record<string, { icon: IconName; isDangerous: boolean }>;

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
export function adminActionsFor(user: State): AdminActionName[] {
  const makesSense: Readonly<Record<AdminActionName, boolean>> = {
    password: true,
    'bypass-code': user.twoFactor.isOn,
    'keep-factor': user.twoFactor.isOn && user.resetDueAt !== null,
    'keep-email': user.isUndoSent,
    enable: user.disabledAt !== null,
    'sign-out': true,
    reset: user.twoFactor.isOn && user.resetDueAt === null,
    'undo-email': !user.isUndoSent && user.formerAddresses.length > 0,
    disable: user.disabledAt === null,
  };
  return adminActionNames.filter((name) => makesSense[name]);
}

export type SaidAction = Record<'title' | 'note' | 'button' | 'text' | 'pending', string>;

/** Returns what its row and its dialog say. */
export function sayAdminAction(acts: Words['person']['acts'], name: AdminActionName, hours: number): SaidAction {
  const { title, note, button, text, pending } = acts[name];
  const say = (words: typeof note | typeof text) => (typeof words === 'string' ? words : words({ hours }));
  return { title, note: say(note), button, text: say(text), pending };
}
