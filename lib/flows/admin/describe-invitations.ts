import { findInvitation, type InvitationRow, listInvitations } from '../../../db/queries/invitations.ts';
import type { Context } from '../context.ts';

const PER_PAGE = 50;

export type Invitation = InvitationRow & { isExpired: boolean };

/** Returns invitations that no one has answered, the newest first. */
export async function listedInvitations(
  { db, now }: Pick<Context, 'db' | 'now'>,
  page: { limit: number; offset: number },
): Promise<Invitation[]> {
  const rows = await listInvitations(db, page);
  return rows.map((row) => ({ ...row, isExpired: row.expiresAt <= now }));
}

/** Returns one page of the invitations that no one has answered, the newest first. */
export async function describeInvitations(
  context: Pick<Context, 'db' | 'now'>,
  page: number,
): Promise<{ rows: Invitation[]; hasMore: boolean }> {
  const rows = await listedInvitations(context, { limit: PER_PAGE + 1, offset: (page - 1) * PER_PAGE });
  return {
    rows: rows.slice(0, PER_PAGE),
    hasMore: rows.length > PER_PAGE,
  };
}

/** Returns the invitation of one email that no one has answered; null where there is none. */
export async function describeInvitation({ db }: Pick<Context, 'db'>, email: string): Promise<InvitationRow | null> {
  return findInvitation(db, email);
}
