import type { Role } from '../account/role.ts';
import type { Method } from '../sign-in/authentication-methods.ts';
import { type TwoFactorPolicy, twoFactorRequirement } from '../two-factor/two-factor-policy.ts';
import { authorizeAppEntry, type EntryDemands } from './app-entry.ts';
import type { Identity } from './identity-headers.ts';

/** A row of `readHostAccess` (db/queries/guarded-hosts.ts): one for each group of whoever holds the token. */
export type HostAccessRow = {
  app: EntryDemands & { id: string; openPaths: readonly string[] };
  session: { idHash: string; methods: Method[]; createdAt: Date; lastUsedAt: Date; expiresAt: Date } | null;
  user:
    | (Omit<Identity, 'groups' | 'methods'> & {
        role: Role;
        createdAt: Date;
        twoFactorSince: Date | null;
        disabledAt: Date | null;
        lockedDownAt: Date | null;
      })
    | null;
  group: string | null;
  opensApp: string | null;
};

/**
 * go       lets the request through, of this person
 * open     lets it through, of no one: the path is open
 * sign-in  no live session, or one that doesn't suffice: our pages say what is missing
 * closed   signed in, and not among those who may open the app
 * unknown  no app of ours is at this host
 */
export type HostAccess =
  | { is: 'go'; identity: Identity; sessionIdHash: string; appId: string; lastUsedAt: Date }
  | { is: 'open' | 'sign-in' | 'closed' }
  | { is: 'unknown' };

type Times = { now: Date; idleSince: Date; twoFactorPolicy: TwoFactorPolicy };

/** Returns what becomes of a request for `path`, as the client typed it. Its query doesn't count. */
export function judgeHostAccess(rows: readonly HostAccessRow[], path: string, times: Times): HostAccess {
  const [row] = rows;
  if (!row) return { is: 'unknown' };
  const access = judgePerson(row, rows, times);
  // Exactly, and undecoded: what is written in another way the app may read as another path.
  const isOpen = row.app.openPaths.includes(path.split('?')[0] ?? '');
  return isOpen && access.is !== 'go' ? { is: 'open' } : access;
}

function judgePerson({ app, session, user }: HostAccessRow, rows: readonly HostAccessRow[], times: Times): HostAccess {
  const { now, idleSince, twoFactorPolicy } = times;
  if (!session || !user || user.disabledAt || user.lockedDownAt) return { is: 'sign-in' };
  if (session.expiresAt <= now || session.lastUsedAt <= idleSince) return { is: 'sign-in' };
  const requirement = user.twoFactorSince ? null : twoFactorRequirement(twoFactorPolicy, user, now);
  if (requirement?.isOverdue) return { is: 'sign-in' };
  const { methods, createdAt: signedInAt } = session;
  const isMember = rows.some(({ opensApp }) => opensApp !== null);
  const entry = authorizeAppEntry(app, { isMember, methods, signedInAt, emailVerifiedAt: user.emailVerifiedAt }, now);
  if (entry === 'closed') return { is: 'closed' };
  if (entry !== 'go') return { is: 'sign-in' };
  const groups = rows.flatMap(({ group }) => group ?? []);
  const { id, name, email, emailVerifiedAt } = user;
  const { idHash, lastUsedAt } = session;
  return {
    is: 'go',
    identity: { id, name, email, emailVerifiedAt, groups, methods },
    ...{ sessionIdHash: idHash, appId: app.id, lastUsedAt },
  };
}
