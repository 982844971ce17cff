import { listAllEvents } from '../../../db/queries/security-events.ts';
import { limits } from '../../config/limits.ts';
import type { Context } from '../context.ts';

/**
 * Returns whether this administrator acted on that user a moment ago (`limits.newsLifeMs`). A URL that says so proves
 * nothing: anyone can write one.
 */
export async function hasJustActed(
  { db, now }: Context,
  { by, userId }: { by: string; userId: string },
): Promise<boolean> {
  const [last] = await listAllEvents(db, { userId, isByAdmin: true }, { limit: 1 });
  return last?.actor === by && now.getTime() - last.at.getTime() <= limits.newsLifeMs;
}
