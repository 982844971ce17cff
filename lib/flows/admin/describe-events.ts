import { listAllEvents } from '../../../db/security-events.ts';
import { findUser } from '../../../db/users.ts';
import { eventSentence } from '../../rules/event-sentence.ts';
import { filterKinds } from '../../rules/security-event.ts';
import type { Context } from '../context.ts';
import { personAt } from './target.ts';

const ADMIN_EVENTS_PER_PAGE = 50;
/** What the filter of the Events page offers. */
export const adminEventFilters = ['all', 'sign-ins', 'security', 'administrators'] as const;
export type AdminEventFilter = (typeof adminEventFilters)[number];

/** One line of the Events page: whose account, what, and who did it (null: the person themself). */
export type AdminEventRow = {
  id: string;
  at: Date;
  email: string;
  what: string;
  by: string | null;
  browser: string;
  address: string;
};

type Wanted = { filter: AdminEventFilter; email: string };

/** A page of the events of everybody, newest first; of one person where an address is given. */
export async function describeEvents(
  context: Context,
  wanted: Wanted,
  { page = 1, perPage = ADMIN_EVENTS_PER_PAGE } = {},
): Promise<{ rows: AdminEventRow[]; hasMore: boolean }> {
  const person = wanted.email ? await personAt(context, wanted.email) : null;
  if (wanted.email && !person) return { rows: [], hasMore: false };
  const isByAdmin = wanted.filter === 'administrators';
  const found = await listAllEvents(
    context.db,
    {
      userId: person?.id ?? null,
      wanted: wanted.filter === 'administrators' ? null : filterKinds(wanted.filter),
      isByAdmin,
    },
    { most: perPage + 1, skip: (page - 1) * perPage },
  );
  const shown = found.slice(0, perPage);
  const names = await namesOf(
    context,
    shown.flatMap(({ actor }) => (actor ? [actor] : [])),
  );
  return {
    rows: shown.map(({ id, at, email, kind, details, actor, browser, address }) => ({
      id,
      at,
      email,
      what: eventSentence(kind, details, 'others'),
      by: actor && (names.get(actor) ?? actor),
      browser,
      address,
    })),
    hasMore: found.length > perPage,
  };
}

async function namesOf({ db }: Context, actors: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const actor of new Set(actors)) {
    const user = await findUser(db, actor);
    if (user) names.set(actor, user.email);
  }
  return names;
}
