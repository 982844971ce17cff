import { type EventOfSomeone, type EventQuery, listAllEvents } from '../../../db/queries/security-events.ts';
import { findUser, findUserByEmail } from '../../../db/queries/users.ts';
import { DAY_MS } from '../../config/limits.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import { deletedActorEmail } from '../../rules/events/actor.ts';
import { type EventDetails, type EventKind, isAboutAccount } from '../../rules/events/catalogue.ts';
import { filterKinds } from '../../rules/events/event-filter.ts';
import { eventLine } from '../../rules/events/event-line.ts';
import { readDetails } from '../../rules/events/stored-details.ts';
import type { Words } from '../../words/shape.ts';
import type { Context } from '../context.ts';

const ADMIN_EVENTS_PER_PAGE = 50;
/** What the filter of the Events page offers. */
export const adminEventFilters = ['all', 'sign-ins', 'security', 'administrators'] as const;
export type AdminEventFilter = (typeof adminEventFilters)[number];

/**
 * One line of the Events page: about whom or what, what happened, and who did it (null: the user themself). `email` is
 * that of the account, or the last one of a deleted account; `subject` names what is no account.
 */
export type AdminEventRow = {
  id: string;
  at: Date;
  userId: string | null;
  email: string | null;
  subject: string | null;
  isDeleted: boolean;
  kind: EventKind;
  what: string;
  details: EventDetails[EventKind];
  by: string | null;
  browser: string;
  ipAddress: string;
};

/** `email`: an email or another name, as typed; empty for all. `from` and `to` are days, both included, in UTC. */
export type AdminEventQuery = { filter: AdminEventFilter; email: string; from?: Date | null; to?: Date | null };

/** Older than one, or newer. */
export type EventPlaces = Pick<EventQuery, 'before' | 'after'>;

const BATCH = 1000;

/**
 * Returns a page of events, newest first: of all users, or of one where an email address is given. It stands beside a
 * place, or is the newest. Where too few are newer than a place to fill a page, it is the newest as well.
 */
export async function describeEvents(
  context: Context,
  words: Words,
  asked: AdminEventQuery,
  { before = null, after = null, perPage = ADMIN_EVENTS_PER_PAGE }: EventPlaces & { perPage?: number } = {},
): Promise<{ rows: AdminEventRow[]; hasNewer: boolean; hasOlder: boolean }> {
  const query = await queryOf(context, asked);
  if (!query) return { rows: [], hasNewer: false, hasOlder: false };
  const limit = perPage + 1;
  const newer = after ? await listAllEvents(context.db, { ...query, after }, { limit }) : [];
  if (newer.length > perPage)
    return { rows: await readable(context, words, newer.slice(1)), hasNewer: true, hasOlder: true };
  const found = await listAllEvents(context.db, { ...query, before: after ? null : before }, { limit });
  return {
    rows: await readable(context, words, found.slice(0, perPage)),
    hasNewer: !after && before !== null,
    hasOlder: found.length > perPage,
  };
}

/** Yields all matching events in batches, so that only one batch is in memory. */
export async function* walkEvents(
  context: Context,
  words: Words,
  asked: AdminEventQuery,
): AsyncGenerator<AdminEventRow[]> {
  const query = await queryOf(context, asked);
  for (let before: EventQuery['before'] = null; query; ) {
    const found: EventOfSomeone[] = await listAllEvents(context.db, { ...query, before }, { limit: BATCH });
    const last = found.at(-1);
    if (!last) return;
    yield await readable(context, words, found);
    before = last;
  }
}

/**
 * Returns the account and the name that are searched for: an email finds the account that has it and the deleted ones
 * that had it last; anything else is a name. Null for what neither can be.
 */
export async function findEventSubject(
  context: Context,
  typed: string,
): Promise<{ userId: string | null; subject: string } | null> {
  const email = canonicalEmail(typed);
  if (email) return { userId: (await findUserByEmail(context.db, email))?.id ?? null, subject: email };
  // PostgreSQL accepts no NUL, and no lone surrogate.
  const isName = typed.trim() !== '' && !/[\0\p{Cs}]/u.test(typed);
  return isName ? { userId: null, subject: typed.trim() } : null;
}

async function queryOf(context: Context, { filter, email, from, to }: AdminEventQuery): Promise<EventQuery | null> {
  const subject = email ? await findEventSubject(context, email) : null;
  if (email && !subject) return null;
  return {
    ...subject,
    kinds: filter === 'administrators' ? null : filterKinds(filter),
    isByAdmin: filter === 'administrators',
    from: from ?? null,
    to: to ? new Date(to.getTime() + DAY_MS) : null,
  };
}

async function readable(context: Context, words: Words, events: readonly EventOfSomeone[]): Promise<AdminEventRow[]> {
  const names = await namesOf(
    context,
    events.flatMap(({ actor }) => (actor ? [actor] : [])),
  );
  return events.map((row) => {
    const event = readDetails(row);
    const { id, at, actor, browser, ipAddress } = row;
    return {
      id,
      at,
      userId: row.userId,
      ...subjectOf(row),
      kind: event.kind,
      what: eventLine(words, event, 'admin'),
      details: event.details,
      by: actor && (names.get(actor) ?? nameOfActor(words, actor)),
      browser,
      ipAddress,
    };
  });
}

/** Returns about whom or what an event is. */
export function subjectOf({ userId, email, subject, kind }: EventOfSomeone) {
  const isOfAccount = isAboutAccount(kind);
  return {
    email: email ?? (isOfAccount ? subject : null),
    subject: isOfAccount ? null : subject,
    isDeleted: isOfAccount && userId === null,
  };
}

/** As `subjectOf`, in words. */
export function sayAbout({ events }: Words, { email, subject, isDeleted }: ReturnType<typeof subjectOf>): string {
  return isDeleted ? events.deletedAccount({ email }) : (email ?? subject ?? '');
}

/** Returns a command by its name, an administrator whose account was deleted by their email. */
function nameOfActor({ events }: Words, actor: string): string {
  const email = deletedActorEmail(actor);
  return email ? events.deletedAccount({ email }) : actor;
}

async function namesOf({ db }: Context, actors: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const actor of new Set(actors)) {
    const user = await findUser(db, actor);
    if (user) names.set(actor, user.email);
  }
  return names;
}
