import { and, desc, eq, exists, gt, inArray, lte, ne } from 'drizzle-orm';
import type { TokenPurpose } from '../../lib/rules/account/purposes.ts';
import { first } from '../prepared.ts';
import type { Db } from '../store.ts';

export type Token = {
  secretHash: string;
  purpose: TokenPurpose;
  owner: string;
  /** The address it was mailed to; null where that doesn't matter. */
  email: string | null;
  sealedPayload: string | null;
  /** The change of address that it is about; null for all others. */
  about: string | null;
  createdAt: Date;
  expiresAt: Date;
};

export function insertToken({ sql, tables: { tokens } }: Db, token: Token) {
  return sql.insert(tokens).values(token).returning({ owner: tokens.owner });
}

/** Links that prove a mailbox, and so are dead once the account has another address (attack A-01). */
const provesMailbox: Readonly<Record<TokenPurpose, boolean>> = {
  'sign-up': false,
  invitation: false,
  'reset-password': true,
  'change-email': false,
  'undo-email': false,
  objection: false,
  'not-me': true,
  'reset-due': true,
};

function isLive({ sql, tables: { tokens, users } }: Db, purpose: TokenPurpose, now: Date) {
  const hasAddress = exists(
    sql
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, tokens.owner), eq(users.email, tokens.email))),
  );
  return and(eq(tokens.purpose, purpose), gt(tokens.expiresAt, now), provesMailbox[purpose] ? hasAddress : undefined);
}

/** Returns a live token of this purpose as rows, for use inside a transaction. */
export function selectToken(db: Db, secretHash: string, purpose: TokenPurpose, now: Date) {
  const { tokens } = db.tables;
  return db.sql
    .select()
    .from(tokens)
    .where(and(eq(tokens.secretHash, secretHash), isLive(db, purpose, now)));
}

/** Returns the live links of a purpose about a change of address, as rows. */
export function selectTokensAbout(
  { sql, tables: { tokens } }: Db,
  owner: string,
  purpose: TokenPurpose,
  about: string,
  now: Date,
) {
  return sql
    .select()
    .from(tokens)
    .where(
      and(eq(tokens.owner, owner), eq(tokens.purpose, purpose), eq(tokens.about, about), gt(tokens.expiresAt, now)),
    );
}

/** Returns a live token of this purpose. Reading it changes nothing: mail scanners open links. */
export const findToken = first(selectToken);

/** Returns the live token of an owner, if there is one. */
export async function findTokenOf(
  { sql, tables: { tokens } }: Db,
  owner: string,
  purpose: TokenPurpose,
  now: Date,
): Promise<Token | null> {
  const [row] = await sql
    .select()
    .from(tokens)
    .where(and(eq(tokens.owner, owner), eq(tokens.purpose, purpose), gt(tokens.expiresAt, now)));
  return row ?? null;
}

/** Returns the owner's live tokens of a purpose, the newest first. */
export function selectTokensOf({ sql, tables: { tokens } }: Db, owner: string, purpose: TokenPurpose, now: Date) {
  return sql
    .select()
    .from(tokens)
    .where(and(eq(tokens.owner, owner), eq(tokens.purpose, purpose), gt(tokens.expiresAt, now)))
    .orderBy(desc(tokens.createdAt));
}

/** Returns the live tokens of a purpose, of everyone. */
export async function listTokens({ sql, tables: { tokens } }: Db, purpose: TokenPurpose, now: Date): Promise<Token[]> {
  return sql
    .select()
    .from(tokens)
    .where(and(eq(tokens.purpose, purpose), gt(tokens.expiresAt, now)));
}

/** Ends a live token; only one caller gets the row. */
export function consumeToken(db: Db, secretHash: string, purpose: TokenPurpose, now: Date) {
  const { tokens } = db.tables;
  return db.sql
    .delete(tokens)
    .where(and(eq(tokens.secretHash, secretHash), isLive(db, purpose, now)))
    .returning();
}

/** Ends all of an owner's tokens of a purpose: only the newest counts. */
export function deleteTokensOf({ sql, tables: { tokens } }: Db, owner: string, purpose: TokenPurpose) {
  return sql
    .delete(tokens)
    .where(and(eq(tokens.owner, owner), eq(tokens.purpose, purpose)))
    .returning({ owner: tokens.owner });
}

/** Ends the links of a purpose about these changes of address. */
export function deleteTokensAbout(
  { sql, tables: { tokens } }: Db,
  owner: string,
  purpose: TokenPurpose,
  changeIds: readonly string[],
) {
  return sql
    .delete(tokens)
    .where(and(eq(tokens.owner, owner), eq(tokens.purpose, purpose), inArray(tokens.about, [...changeIds])))
    .returning({ owner: tokens.owner });
}

/** Deletes expired tokens, except invitations, which administrators go on seeing (db/queries/invitations.ts). */
export function deleteExpiredTokens({ sql, tables: { tokens } }: Db, now: Date) {
  return sql
    .delete(tokens)
    .where(and(lte(tokens.expiresAt, now), ne(tokens.purpose, 'invitation')))
    .returning({ owner: tokens.owner });
}
