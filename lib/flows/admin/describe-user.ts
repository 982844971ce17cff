import { listAppsInUse } from '../../../db/queries/app-sessions.ts';
import { listOpenApps } from '../../../db/queries/apps.ts';
import { listGroupsOf } from '../../../db/queries/groups.ts';
import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { findReset } from '../../../db/queries/second-factor-resets.ts';
import { listNewest } from '../../../db/queries/security-events.ts';
import { findUser } from '../../../db/queries/users.ts';
import { addMs } from '../../clock.ts';
import type { Words } from '../../words/shape.ts';
import { describeActivity, describeSessions } from '../account/steps/describe-activity.ts';
import { findScheduledEmailChange } from '../account/steps/scheduled-email-change.ts';
import type { Context } from '../context.ts';
import { describePasskeys } from '../two-factor/steps/describe-passkeys.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { sessionRef } from './end-session.ts';
import { formerAddresses, isUndoSent } from './send-undo-link.ts';

export type UserDetails = NonNullable<Awaited<ReturnType<typeof describeUser>>>;

/**
 * Returns a user as administrators may see them: no hash, no secret, nothing that could be used. Null where there is
 * none.
 */
export async function describeUser(context: Context, words: Words, userId: string) {
  const user = await findUser(context.db, userId);
  if (!user) return null;
  const accounts = await listLinkedIdentities(context.db, userId);
  const reset = await findReset(context.db, userId);
  const idleSince = addMs(context.now, -context.settings.sessionIdleMs);
  const inUse = await listAppsInUse(context.db, userId, { now: context.now, idleSince });
  const [lastSignIn] = await listNewest(context.db, userId, 'signed-in', 1);
  const { id, email, name, role, createdAt, disabledAt, deletionDueAt, lockedDownAt } = user;
  return {
    id,
    email,
    name,
    role,
    createdAt,
    disabledAt,
    deletionDueAt,
    lockedDownAt,
    lastSignInAt: lastSignIn?.at ?? null,
    hasPassword: user.passwordHash !== null,
    providers: accounts.map(({ provider }) => provider),
    twoFactor: await describeTwoFactor(context, userId),
    passkeys: await describePasskeys(context, userId),
    groups: await listGroupsOf(context.db, userId),
    /** Those they may open; and by id those they are signed in to. */
    apps: await listOpenApps(context.db, userId),
    appsInUse: [...new Set(inUse.map(({ app: { id: appId } }) => appId))],
    resetDueAt: reset?.dueAt ?? null,
    formerAddresses: (await formerAddresses(context, userId)).map(({ id: changeId, fromEmail, changedAt }) => ({
      changeId,
      email: fromEmail,
      changedAt,
    })),
    emailChange: (await findScheduledEmailChange(context, userId))?.change ?? null,
    isUndoSent: await isUndoSent(context, userId),
    sessions: (await describeSessions(context, { userId, sessionIdHash: '' })).map(({ idHash, ...rest }) => ({
      ...rest,
      ref: sessionRef(idHash),
    })),
    events: (await describeActivity(context, words, userId, { filter: 'all', page: 1, audience: 'admin' })).rows,
  };
}
