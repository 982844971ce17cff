import { and, eq, gt, inArray, lte } from 'drizzle-orm';
import type { OAuthFlowPurpose } from '../../lib/rules/account/purposes.ts';
import type { Provider } from '../../lib/rules/sign-in/authentication-methods.ts';
import type { Db } from '../store.ts';

export type OAuthFlow = {
  secretHash: string;
  purpose: OAuthFlowPurpose;
  provider: Provider;
  sessionIdHash: string;
  returnTo: string;
  createdAt: Date;
  expiresAt: Date;
};

export function insertOAuthFlow({ sql, tables: { oauthFlows } }: Db, flow: OAuthFlow) {
  return sql.insert(oauthFlows).values(flow).returning({ secretHash: oauthFlows.secretHash });
}

/** Ends a live flow; only one caller gets the row. */
export function consumeOAuthFlow({ sql, tables: { oauthFlows } }: Db, secretHash: string, now: Date) {
  return sql
    .delete(oauthFlows)
    .where(and(eq(oauthFlows.secretHash, secretHash), gt(oauthFlows.expiresAt, now)))
    .returning();
}

/** Ends a user's flows under way: all, or those to one provider. */
export function deleteOAuthFlowsOf({ sql, tables: { oauthFlows, sessions } }: Db, userId: string, provider?: Provider) {
  const own = sql.select({ idHash: sessions.idHash }).from(sessions).where(eq(sessions.userId, userId));
  return sql
    .delete(oauthFlows)
    .where(and(inArray(oauthFlows.sessionIdHash, own), provider && eq(oauthFlows.provider, provider)))
    .returning({ secretHash: oauthFlows.secretHash });
}

export function deleteExpiredOAuthFlows({ sql, tables: { oauthFlows } }: Db, now: Date) {
  return sql.delete(oauthFlows).where(lte(oauthFlows.expiresAt, now)).returning({ secretHash: oauthFlows.secretHash });
}
