import { findTokenOf } from '../../../../db/queries/tokens.ts';
import type { Context } from '../../context.ts';

/** Whether somebody was invited under this address, and the invitation still counts. */
export async function isInvited({ db, now }: Context, email: string): Promise<boolean> {
  return (await findTokenOf(db, email, 'invitation', now)) !== null;
}
