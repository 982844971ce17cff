import { selectInvitedEmails, selectTakenEmails } from '../../../db/queries/invitations.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { type EmailList, readEmailList } from '../../rules/account/email-list.ts';
import type { Context } from '../context.ts';

/** What would happen to each line: `fresh` get an invitation, `known` have an account or an invitation. */
export type InvitationsPreview = { fresh: string[]; known: string[]; faults: EmailList['faults'] };

/** Few enough for one statement on each engine. */
const LOOKED_UP_AT_ONCE = 500;

/** Returns what inviting everyone on a pasted list would do, each email once. Changes nothing. */
export async function previewInvitations(
  context: Pick<Context, 'db' | 'now' | 'settings'>,
  typed: string,
): Promise<Result<InvitationsPreview, 'signup-closed' | 'invitations-none' | 'invitations-many'>> {
  if (context.settings.signup === 'closed') return refuse('signup-closed');
  const { emails: listed, faults } = readEmailList(typed);
  const emails = [...new Set(listed)];
  const count = emails.length + faults.length;
  if (count === 0) return refuse('invitations-none');
  if (count > limits.invitationsAtOnce) return refuse('invitations-many', { count });
  const taken = new Set<string>();
  for (let from = 0; from < emails.length; from += LOOKED_UP_AT_ONCE) {
    const some = emails.slice(from, from + LOOKED_UP_AT_ONCE);
    for (const { email } of await selectTakenEmails(context.db, some)) taken.add(email);
    for (const { email } of await selectInvitedEmails(context.db, some, context.now)) taken.add(email);
  }
  return succeed({
    fresh: emails.filter((email) => !taken.has(email)),
    known: emails.filter((email) => taken.has(email)),
    faults,
  });
}
