import { and, eq, gt, inArray, lte } from 'drizzle-orm';
import type { IntentPurpose } from '../../lib/rules/account/purposes.ts';
import type { Provider } from '../../lib/rules/sign-in/authentication-methods.ts';
import type { Db } from '../store.ts';

export type Intent = {
  secretHash: string;
  purpose: IntentPurpose;
  provider: Provider;
  sessionIdHash: string;
  returnTo: string;
  createdAt: Date;
  expiresAt: Date;
};

export function insertIntent({ sql, tables: { intents } }: Db, intent: Intent) {
  return sql.insert(intents).values(intent).returning({ secretHash: intents.secretHash });
}

/** Ends a live intent; only one caller gets the row. */
export function consumeIntent({ sql, tables: { intents } }: Db, secretHash: string, now: Date) {
  return sql
    .delete(intents)
    .where(and(eq(intents.secretHash, secretHash), gt(intents.expiresAt, now)))
    .returning();
}

/** Ends the flows that a person has under way: all, or those to one provider. */
export function deleteIntentsOf({ sql, tables: { intents, sessions } }: Db, userId: string, provider?: Provider) {
  const own = sql.select({ idHash: sessions.idHash }).from(sessions).where(eq(sessions.userId, userId));
  return sql
    .delete(intents)
    .where(and(inArray(intents.sessionIdHash, own), provider && eq(intents.provider, provider)))
    .returning({ secretHash: intents.secretHash });
}

export function deleteExpiredIntents({ sql, tables: { intents } }: Db, now: Date) {
  return sql.delete(intents).where(lte(intents.expiresAt, now)).returning({ secretHash: intents.secretHash });
}
