import type { Context } from '../context.ts';
import { isInvited } from '../sign-up/steps/is-invited.ts';
import { invite } from './invite.ts';

/** Who was invited; who has an account or an invitation already; whose address belongs to a change of address. */
export type InvitedMany = { invited: string[]; alreadyThere: string[]; reserved: string[] };

/**
 * Mails an invitation to each email that has neither account nor invitation, so that a second run does no harm: it goes
 * on where the first was stopped. Expects canonical emails. `onSeen` gets how many were looked at, and stops it by
 * answering false.
 */
export async function inviteMany(
  context: Context,
  emails: readonly string[],
  by: string,
  { message = '', onSeen = async () => true }: { message?: string; onSeen?: (seen: number) => Promise<boolean> } = {},
): Promise<InvitedMany> {
  const done: InvitedMany = { invited: [], alreadyThere: [], reserved: [] };
  for (const [seen, email] of [...new Set(emails)].entries()) {
    if (!(await onSeen(seen))) break;
    const invited = (await isInvited(context, email)) ? null : await invite(context, email, by, message);
    if (invited?.ok) done.invited.push(email);
    else if (invited?.code === 'email-reserved') done.reserved.push(email);
    else done.alreadyThere.push(email);
  }
  return done;
}
