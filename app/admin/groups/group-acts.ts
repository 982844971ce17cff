import type { EventKind } from '#lib/rules/events/catalogue.ts';

/** What can be done to a group; `dialog=` of a page names one. */
export const groupActs = ['create', 'rename', 'add', 'remove', 'delete'] as const;
export type GroupAct = (typeof groupActs)[number];

/** The event that each act records. */
export const eventOfAct: Readonly<Record<GroupAct, EventKind>> = {
  create: 'group-created',
  rename: 'group-renamed',
  add: 'group-joined',
  remove: 'group-left',
  delete: 'group-deleted',
};

/** Returns the act that a query names; null for none. */
export function parseGroupAct(value: unknown): GroupAct | null {
  return groupActs.find((act) => act === value) ?? null;
}
