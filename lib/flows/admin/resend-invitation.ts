import { findInvitation } from '../../../db/queries/invitations.ts';
import { type Result, refuse } from '../../result.ts';
import type { Context } from '../context.ts';
import { invite } from './invite.ts';

/** Mails an invitation that no one has answered once more, expired or not; earlier links end. Returns the email. */
export async function resendInvitation(context: Context, email: string, by: string): Promise<Result<string>> {
  return (await findInvitation(context.db, email)) ? invite(context, email, by) : refuse('invitation-gone');
}
