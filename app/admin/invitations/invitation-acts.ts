import type { EventKind } from '#lib/rules/events/catalogue.ts';

/** What `done=` of the page says, and the event that proves it. */
export const eventOfDone = {
  invite: 'invited',
  add: 'account-added',
  resend: 'invited',
  'resend-many': 'invited',
  withdraw: 'invitation-withdrawn',
} as const satisfies Record<string, EventKind>;
export type InvitationDone = keyof typeof eventOfDone;

/** What can be done to one invitation; `dialog=` of the page names it. */
export type InvitationAct = 'resend' | 'withdraw';

export function parseInvitationDone(value: unknown): InvitationDone | null {
  return (Object.keys(eventOfDone) as InvitationDone[]).find((done) => done === value) ?? null;
}

export function parseInvitationAct(value: unknown): InvitationAct | null {
  return value === 'resend' || value === 'withdraw' ? value : null;
}
