import { findTokenOf } from '../../../../db/queries/tokens.ts';
import type { Context } from '../../context.ts';

/** Returns whether this email has an invitation that still lives. */
export async function isInvited({ db, now }: Context, email: string): Promise<boolean> {
  return (await findTokenOf(db, email, 'invitation', now)) !== null;
}
