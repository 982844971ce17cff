import type { EventKind } from '../events/catalogue.ts';
import type { Role } from './role.ts';

/** What an administrator can do to several people at once; each as it is done to one. */
export const bulkActs = ['remind', 'sign-out', 'disable', 'delete'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** Returns the act that a URL names; null for none. */
export function parseBulkAct(value: unknown): BulkAct | null {
  return bulkActs.find((act) => act === value) ?? null;
}

/** The event that each records about everyone. */
export const eventOfBulkAct = {
  remind: 'two-factor-reminded',
  'sign-out': 'all-sessions-ended',
  disable: 'account-disabled',
  delete: 'deletion-scheduled',
} as const satisfies Record<BulkAct, EventKind>;

type Chosen = {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
  deletionDueAt: Date | null;
  twoFactorSince: Date | null;
};

/** Why an act leaves someone out who was chosen. */
export type WhyLeftOut = 'oneself' | 'disabled-already' | 'leaving-already' | 'two-factor-on' | 'reminded-already';

/**
 * Returns why `act` leaves this user out; null where it doesn't. `by`: an administrator's id, or `command:NAME`.
 * `isReminded`: a reminder went to them within `limits.reminderIntervalMs`.
 */
export function whyLeftOut(
  act: BulkAct,
  user: Chosen,
  { by, isReminded }: { by: string; isReminded: boolean },
): WhyLeftOut | null {
  // Also keeps the last administrator: whoever acts on a page is one, and stays.
  if (user.id === by) return 'oneself';
  if (act === 'sign-out') return null;
  if (user.deletionDueAt) return 'leaving-already';
  if (act !== 'delete' && user.disabledAt) return 'disabled-already';
  if (act !== 'remind') return null;
  return user.twoFactorSince ? 'two-factor-on' : isReminded ? 'reminded-already' : null;
}

/** Returns what an administrator was shown of someone, as one text: where it differs by now, nothing is done. */
export function shownState({ id, email, name, role, disabledAt, deletionDueAt }: Chosen): string {
  return JSON.stringify([id, email, name, role, disabledAt, deletionDueAt]);
}
