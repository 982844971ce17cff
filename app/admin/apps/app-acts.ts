import type { EventKind } from '#lib/rules/events/catalogue.ts';

/** What can be done to an app; `dialog=` of its page names one, but for the first, which has a page of its own. */
export const appActs = [
  'create',
  'edit',
  'access',
  'sign-in',
  'sign-out',
  'hosts',
  'secret',
  'disable',
  'enable',
  'remove',
] as const;
export type AppAct = (typeof appActs)[number];
export type DialogAct = Exclude<AppAct, 'create'>;

/** The event that each act records. */
export const eventOfAct: Readonly<Record<AppAct, EventKind>> = {
  create: 'app-added',
  edit: 'app-changed',
  access: 'app-access-changed',
  'sign-in': 'app-changed',
  'sign-out': 'app-changed',
  hosts: 'app-changed',
  secret: 'app-secret-made',
  disable: 'app-disabled',
  enable: 'app-enabled',
  remove: 'app-removed',
};

/** Returns the act that a query names; null for none. */
export function parseAppAct(value: unknown): AppAct | null {
  return appActs.find((act) => act === value) ?? null;
}
