import { listAccounts } from '../../db/accounts.ts';
import { findUser } from '../../db/users.ts';
import type { Context } from './context.ts';
import { describeSessions, describeWholeActivity } from './describe-activity.ts';
import { describeTwoFactor } from './describe-two-factor.ts';

/** Everything we keep about a person, for that person. Secrets and hashes are not among it: they are of no use to read. */
export async function exportAccount(context: Context, owner: { userId: string; sessionIdHash: string }) {
  const user = await findUser(context.db, owner.userId);
  const accounts = await listAccounts(context.db, owner.userId);
  const sessions = await describeSessions(context, owner);
  const activity = await describeWholeActivity(context, owner.userId);
  return {
    exportedAt: context.now,
    profile: user && {
      name: user.name,
      email: user.email,
      hasPassword: user.passwordHash !== null,
      createdAt: user.createdAt,
    },
    twoFactor: await describeTwoFactor(context, owner.userId),
    connectedAccounts: accounts.map(({ provider, subject, email, createdAt }) => ({
      provider,
      subject,
      email,
      connectedAt: createdAt,
    })),
    sessions: sessions.map(({ browser, address, signedInAt, lastUsedAt, methods }) => ({
      browser,
      address,
      signedInAt,
      lastUsedAt,
      methods,
    })),
    activity: activity.map(({ at, what, browser, address }) => ({ at, what, browser, address })),
  };
}
