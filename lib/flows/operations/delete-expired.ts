import { deleteForgottenAppSessions } from '../../../db/queries/app-sessions.ts';
import { deleteEndedAttempts } from '../../../db/queries/attempts.ts';
import { deleteExpiredChallenges } from '../../../db/queries/challenges.ts';
import { deleteExpiredFormAnswers } from '../../../db/queries/form-answers.ts';
import { deleteExpiredTickets } from '../../../db/queries/guarded-hosts.ts';
import { deleteOldInvitations, expireInvitations } from '../../../db/queries/invitations.ts';
import { deleteExpiredOAuthFlows } from '../../../db/queries/oauth-flows.ts';
import { deleteExpiredRecords } from '../../../db/queries/openid-records.ts';
import { deleteOldEvents } from '../../../db/queries/security-events.ts';
import { deleteEndedSessions } from '../../../db/queries/sessions.ts';
import { deleteExpiredCeremonies } from '../../../db/queries/spent-ceremonies.ts';
import { deleteExpiredTokens } from '../../../db/queries/tokens.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { hourlyKeys } from '../../rules/sign-in/rate-limit.ts';
import type { Context } from '../context.ts';

/**
 * Deletes expired sessions, challenges, links and OAuth flows. Expired rows are refused anyway, but would be valid again
 * if the server's clock went back (attack K-11). Deletes events after AUDIT_DAYS.
 */
export async function deleteExpired({ db, now, settings }: Pick<Context, 'db' | 'now' | 'settings'>): Promise<void> {
  await deleteEndedSessions(db, now, addMs(now, -settings.sessionIdleMs));
  await deleteExpiredChallenges(db, now);
  await deleteExpiredTokens(db, now);
  await expireInvitations(db, now);
  await deleteOldInvitations(db, addMs(now, -limits.expiredInvitationLifeMs));
  await deleteExpiredOAuthFlows(db, now);
  await deleteExpiredFormAnswers(db, now);
  await deleteExpiredCeremonies(db, now);
  await deleteExpiredTickets(db, now);
  await forgetRecords({ db, now });
  await deleteForgottenAppSessions(db, addMs(now, -limits.appSessionsKeptMs));
  await forgetCounters({ db, now });
  await forgetOldEvents(db, addMs(now, -settings.auditMs));
}

/** In small batches: on SQLite everything waits for the statement that runs. */
async function forgetOldEvents(db: Context['db'], before: Date): Promise<void> {
  for (let sweeps = 0; sweeps < limits.sweepsInARow; sweeps += 1) {
    if ((await deleteOldEvents(db, before, limits.sweptEventsAtOnce)) < limits.sweptEventsAtOnce) return;
    await new Promise((next) => setImmediate(next));
  }
}

/** Codes and tokens of apps. In batches, as events are. */
async function forgetRecords({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  for (let sweeps = 0; sweeps < limits.sweepsInARow; sweeps += 1) {
    if ((await deleteExpiredRecords(db, now, limits.sweepBatch)).length < limits.sweepBatch) return;
    await new Promise((next) => setImmediate(next));
  }
}

/** Counters whose window and lockout are over: the next attempt would reset them anyway, and they hold IP addresses. */
async function forgetCounters({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const began = (windowMs: number) => now.getTime() - windowMs;
  const ended = {
    dayBegan: began(limits.attemptDayMs),
    hourBegan: began(limits.attemptHourMs),
    hourlyKeys,
    kept: { consecutiveFailures: limits.failuresBeforeLockout, began: began(limits.codesInARowLifeMs) },
    limit: limits.sweepBatch,
  };
  // Other requests run between two batches.
  for (let sweeps = 0; sweeps < limits.sweepsInARow; sweeps += 1) {
    if ((await deleteEndedAttempts(db, now, ended)).length < ended.limit) return;
    await new Promise((next) => setImmediate(next));
  }
}
