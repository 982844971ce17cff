import { deleteExpiredChallenges } from '../../db/challenges.ts';
import { deleteExpiredFormAnswers } from '../../db/form-answers.ts';
import { deleteExpiredIntents } from '../../db/intents.ts';
import { deleteEndedSessions } from '../../db/sessions.ts';
import { deleteExpiredTokens } from '../../db/tokens.ts';
import { later } from '../clock.ts';
import type { Context } from './context.ts';

/**
 * Deletes what time has ended: sessions, sign-ins under way, links, round trips. It is dead without this too, but would
 * come alive again if the clock of the server went back (attack K-11).
 */
export async function forgetExpired({ db, now, settings }: Pick<Context, 'db' | 'now' | 'settings'>): Promise<void> {
  await deleteEndedSessions(db, now, later(now, -settings.sessionIdleMs));
  await deleteExpiredChallenges(db, now);
  await deleteExpiredTokens(db, now);
  await deleteExpiredIntents(db, now);
  await deleteExpiredFormAnswers(db, now);
}
