import { listAllEvents } from '../../../db/queries/security-events.ts';
import { limits } from '../../config/limits.ts';
import type { Context } from '../context.ts';

/**
 * Whether this administrator did something about that person a moment ago (`limits.newsLifeMs`). An address that says
 * so proves nothing: anybody can write one.
 */
export async function hasJustActed(
  { db, now }: Context,
  { by, userId }: { by: string; userId: string },
): Promise<boolean> {
  const [last] = await listAllEvents(db, { userId, isByAdmin: true }, { limit: 1 });
  return last?.actor === by && now.getTime() - last.at.getTime() <= limits.newsLifeMs;
}
