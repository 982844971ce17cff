import { listEvents, listNewestOfAll, type SecurityEvent } from '../../../../db/queries/security-events.ts';
import { listSessions } from '../../../../db/queries/sessions.ts';
import type { EventKind } from '../../../rules/events/catalogue.ts';
import { displayLocation } from '../../../rules/events/display-location.ts';
import { type EventFilter, filterKinds } from '../../../rules/events/event-filter.ts';
import { type Audience, eventLine } from '../../../rules/events/event-line.ts';
import { readDetails } from '../../../rules/events/stored-details.ts';
import type { Method } from '../../../rules/sign-in/authentication-methods.ts';
import type { Words } from '../../../words/shape.ts';
import type { Context } from '../../context.ts';

export const EVENTS_PER_PAGE = 50;

/** One line of the Activity tab. */
export type ActivityRow = { id: string; at: Date; kind: EventKind; what: string; browser: string; ipAddress: string };

/** Returns a page of the account's events, newest first, in words for its owner or for administrators. */
export async function describeActivity(
  { db }: Context,
  words: Words,
  userId: string,
  { filter, page, audience = 'self' }: { filter: EventFilter; page: number; audience?: Audience },
): Promise<{ rows: ActivityRow[]; hasMore: boolean }> {
  const found = await listEvents(db, userId, filterKinds(filter), {
    limit: EVENTS_PER_PAGE + 1,
    offset: (page - 1) * EVENTS_PER_PAGE,
  });
  const rows = found.slice(0, EVENTS_PER_PAGE).map((event) => readableEvent(words, event, audience));
  return { rows, hasMore: found.length > EVENTS_PER_PAGE };
}

/** Returns the account's newest events, for its owner. */
export async function describeNewest(
  { db }: Context,
  words: Words,
  userId: string,
  count: number,
): Promise<ActivityRow[]> {
  const found = await listNewestOfAll(db, userId, count);
  return found.map((event) => readableEvent(words, event, 'self'));
}

/** Returns all matching events, for files: an account's own history is small. */
export async function describeWholeActivity(
  { db }: Context,
  words: Words,
  userId: string,
  filter: EventFilter = 'all',
): Promise<ActivityRow[]> {
  const found: SecurityEvent[] = [];
  for (let batch = await more(0); batch.length > 0; batch = await more(found.length)) found.push(...batch);
  return found.map((event) => readableEvent(words, event, 'self'));
  function more(offset: number): Promise<SecurityEvent[]> {
    return listEvents(db, userId, filterKinds(filter), { limit: 10_000, offset });
  }
}

function readableEvent(words: Words, event: SecurityEvent, audience: Audience): ActivityRow {
  const { id, at, kind } = event;
  return { id, at, kind, what: eventLine(words, readDetails(event), audience), ...displayLocation(words, event) };
}

/** One live session, as its owner may see it. */
export type SessionRow = {
  idHash: string;
  browser: string;
  ipAddress: string;
  signedInAt: Date;
  lastUsedAt: Date;
  authenticationMethods: Method[];
};

/** Returns a user's live sessions, the current one first. */
export async function describeSessions(
  { db, now, settings }: Context,
  owner: { userId: string; sessionIdHash: string },
): Promise<SessionRow[]> {
  const live = (await listSessions(db, owner.userId)).filter(
    (session) => session.expiresAt > now && now.getTime() - session.lastUsedAt.getTime() < settings.sessionIdleMs,
  );
  const own = live.filter((session) => session.idHash === owner.sessionIdHash);
  const others = live.filter((session) => session.idHash !== owner.sessionIdHash);
  return [...own, ...others].map(({ idHash, browser, ipAddress, createdAt, lastUsedAt, authenticationMethods }) => ({
    idHash,
    browser,
    ipAddress,
    signedInAt: createdAt,
    lastUsedAt,
    authenticationMethods,
  }));
}
