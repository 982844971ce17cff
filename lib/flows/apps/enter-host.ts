import { findOpenApp } from '../../../db/queries/apps.ts';
import { findGuardedHost, insertTicket } from '../../../db/queries/guarded-hosts.ts';
import { findUser } from '../../../db/queries/users.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateToken, hashToken } from '../../crypto/token.ts';
import { authorizeAppEntry, type Entry } from '../../rules/apps/app-entry.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';

/** Who is signed in, and how. */
type Person = { userId: string; sessionIdHash: string; methods: readonly Method[]; signedInAt: Date };

/** Returns what the person has to do before the host opens; null where no app of ours is at that host. */
export async function describeHostEntry(
  context: Context,
  host: string,
  { userId, methods, signedInAt }: Person,
): Promise<{ app: string; next: Entry } | null> {
  const [found, user] = await Promise.all([findGuardedHost(context.db, host), findUser(context.db, userId)]);
  if (!found || !user) return null;
  const isMember = (await findOpenApp(context.db, found.app.id, userId)) !== null;
  const entrant = { isMember, methods, signedInAt, emailVerifiedAt: user.emailVerifiedAt };
  return { app: found.app.name, next: authorizeAppEntry(found.app, entrant, context.now) };
}

/**
 * Returns the ticket that takes this session to the host; null where something is still missing. Only the browser that
 * got `bind` there can use it: a link with an attacker's ticket would have its victim work in the attacker's account.
 */
export async function issueTicket(
  context: Context,
  visit: { host: string; to: string; bind: string },
  person: Person,
): Promise<string | null> {
  const entry = await describeHostEntry(context, visit.host, person);
  if (entry?.next !== 'go') return null;
  const ticket = generateToken();
  await insertTicket(context.db, {
    idHash: hashToken(ticket),
    host: visit.host,
    sessionIdHash: person.sessionIdHash,
    bindHash: visit.bind,
    returnTo: visit.to,
    expiresAt: addMs(context.now, limits.entryTicketLifeMs),
  });
  return ticket;
}
