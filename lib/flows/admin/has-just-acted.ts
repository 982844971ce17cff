import { listAllEvents } from '../../../db/queries/security-events.ts';
import { limits } from '../../config/limits.ts';
import type { EventKind } from '../../rules/events/catalogue.ts';
import type { Context } from '../context.ts';

/**
 * Returns whether this administrator did the newest act on that user, or of that kind, a moment ago
 * (`limits.newsLifeMs`). A URL that says so proves nothing: anyone can write one.
 */
export async function hasJustActed(
  { db, now }: Context,
  { by, userId, kind }: { by: string } & ({ userId: string; kind?: never } | { userId?: never; kind: EventKind }),
): Promise<boolean> {
  const [last] = await listAllEvents(
    db,
    { userId: userId ?? null, kinds: kind ? [kind] : null, isByAdmin: true },
    { limit: 1 },
  );
  return last?.actor === by && now.getTime() - last.at.getTime() <= limits.newsLifeMs;
}
