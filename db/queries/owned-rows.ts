import { eq, inArray, like, or } from 'drizzle-orm';
import type { Db } from '../store.ts';

/** Returns the rows about one account that only its data export reads. */
export async function listOwnedRows({ sql, tables }: Db, { userId, email }: { userId: string; email: string }) {
  const { sessions, challenges, secondFactorResets, deviceCookies, addressChanges, oauthFlows, tokens, attempts } =
    tables;
  const own = sql.select({ idHash: sessions.idHash }).from(sessions).where(eq(sessions.userId, userId));
  const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');
  return {
    challenges: await sql.select().from(challenges).where(eq(challenges.userId, userId)),
    resets: await sql.select().from(secondFactorResets).where(eq(secondFactorResets.userId, userId)),
    browsers: await sql.select().from(deviceCookies).where(eq(deviceCookies.userId, userId)),
    addressChanges: await sql.select().from(addressChanges).where(eq(addressChanges.userId, userId)),
    oauthFlows: await sql.select().from(oauthFlows).where(inArray(oauthFlows.sessionIdHash, own)),
    tokens: await sql
      .select()
      .from(tokens)
      .where(or(eq(tokens.owner, userId), eq(tokens.owner, email))),
    // METHOD:ACCOUNT, followed by what tells browsers apart.
    attempts: await sql
      .select()
      .from(attempts)
      .where(or(...[userId, email].map((account) => like(attempts.key, `%:${escaped(account)}%`)))),
  };
}
