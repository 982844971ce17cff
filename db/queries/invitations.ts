import { and, desc, eq, exists, gt, inArray, like, lte, not, sql as raw } from 'drizzle-orm';
import type { Db } from '../store.ts';

/** An invitation as administrators see it. */
export type InvitationRow = { email: string; createdAt: Date; expiresAt: Date };

/** In place of the hash of an expired invitation: no secret has it, whatever the clock says (attack K-11). */
const EXPIRED = 'expired ';

function unanswered({ sql, tables: { tokens, users } }: Db) {
  const hasAccount = exists(sql.select({ id: users.id }).from(users).where(eq(users.email, tokens.owner)));
  return and(eq(tokens.purpose, 'invitation'), not(hasAccount));
}

/** Returns the invitations that no one has answered, the newest first, expired ones with them. */
export function listInvitations(db: Db, page: { limit: number; offset: number }): PromiseLike<InvitationRow[]> {
  const { tokens } = db.tables;
  return db.sql
    .select({ email: tokens.owner, createdAt: tokens.createdAt, expiresAt: tokens.expiresAt })
    .from(tokens)
    .where(unanswered(db))
    .orderBy(desc(tokens.createdAt), tokens.owner)
    .limit(page.limit)
    .offset(page.offset);
}

/** Returns the unanswered invitation of one email as rows, for use inside a transaction. */
export function selectInvitation(db: Db, email: string): PromiseLike<InvitationRow[]> {
  const { tokens } = db.tables;
  return db.sql
    .select({ email: tokens.owner, createdAt: tokens.createdAt, expiresAt: tokens.expiresAt })
    .from(tokens)
    .where(and(eq(tokens.owner, email), unanswered(db)));
}

/** Returns the unanswered invitation of one email. */
export async function findInvitation(db: Db, email: string): Promise<InvitationRow | null> {
  const [row] = await selectInvitation(db, email);
  return row ?? null;
}

/** Returns which of these emails have an account. */
export function selectTakenEmails({ sql, tables: { users } }: Db, emails: readonly string[]) {
  return sql
    .select({ email: users.email })
    .from(users)
    .where(inArray(users.email, [...emails]));
}

/** Returns which of these emails have an invitation that still lives. */
export function selectInvitedEmails({ sql, tables: { tokens } }: Db, emails: readonly string[], now: Date) {
  return sql
    .select({ email: tokens.owner })
    .from(tokens)
    .where(and(inArray(tokens.owner, [...emails]), eq(tokens.purpose, 'invitation'), gt(tokens.expiresAt, now)));
}

/** Makes the links of expired invitations worthless; what they were about stays for a while. */
export function expireInvitations({ sql, tables: { tokens } }: Db, now: Date) {
  return sql
    .update(tokens)
    .set({ secretHash: raw`${EXPIRED} || ${tokens.owner}` })
    .where(
      and(eq(tokens.purpose, 'invitation'), lte(tokens.expiresAt, now), not(like(tokens.secretHash, `${EXPIRED}%`))),
    );
}

/** Deletes invitations that expired before `until`. */
export function deleteOldInvitations({ sql, tables: { tokens } }: Db, until: Date) {
  return sql.delete(tokens).where(and(eq(tokens.purpose, 'invitation'), lte(tokens.expiresAt, until)));
}
