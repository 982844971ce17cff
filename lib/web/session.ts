import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { findDatabaseOutage } from '../../db/database-outage.ts';
import { listLinkedIdentities } from '../../db/queries/linked-identities.ts';
import { findLiveSession, touchSession } from '../../db/queries/sessions.ts';
import type { User } from '../../db/queries/users.ts';
import { addMs } from '../clock.ts';
import { settings } from '../config/env.ts';
import { limits } from '../config/limits.ts';
import { hashToken } from '../crypto/token.ts';
import { pageHeader, pageToReturnTo } from '../http/asked-page.ts';
import { safePath } from '../http/safe-redirect.ts';
import { resetStage } from '../rules/account/reset.ts';
import type { Role } from '../rules/account/role.ts';
import type { Method } from '../rules/sign-in/authentication-methods.ts';
import {
  isTwoFactorRequired,
  type TwoFactorRequirement,
  twoFactorRequirement,
} from '../rules/two-factor/two-factor-policy.ts';
import { requestContext } from './context.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { openSessionToken, sealSessionToken } from './session-token.ts';

/** The signed-in user, as pages and actions may see them: no hash, no secret. */
export type CurrentUser = {
  userId: string;
  name: string;
  email: string;
  hasPassword: boolean;
  /** Whether a link that was mailed to it has been opened, or a provider vouches for it. */
  isEmailVerified: boolean;
  sessionIdHash: string;
  methods: Method[];
  signedInAt: Date;
  reauthenticatedAt: Date | null;
  role: Role;
  /** The language that they chose; null: as the browser says. */
  language: string | null;
  /** When two-factor was turned on; null while it is off. */
  twoFactorSince: Date | null;
  /** Whether they may have a passkey: its handle is there from the first one on. */
  mayHavePasskeys: boolean;
  /** When they asked not to be offered a passkey again; null while one may be. */
  passkeyOfferDeclinedAt: Date | null;
  /** When a scheduled reset of it is due; null when there is none. */
  resetDueAt: Date | null;
  /** Two-factor can be moved, but not turned off. */
  isTwoFactorRequired: boolean;
  /** What the organisation requires of a user without a second factor; null for nothing. */
  requirement: TwoFactorRequirement | null;
};

/**
 * Returns the user of a session cookie whose row is alive. The one check behind every page, action and next-auth
 * itself.
 */
export async function findCurrentUser(token: { sub: string; sid: string }): Promise<CurrentUser | null> {
  const { db, now, settings: config } = await requestContext();
  const found = await findLiveSession(db, hashToken(token.sid), now, addMs(now, -config.sessionIdleMs));
  if (!found || found.user.id !== token.sub) return null;
  const { session, user, resetDueAt } = found;
  const { twoFactorSince } = user;
  const touchedBefore = addMs(now, -limits.sessionTouchMs);
  if (session.lastUsedAt < touchedBefore) await noteUse(session.idHash, touchedBefore);
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    hasPassword: user.passwordHash !== null,
    isEmailVerified: user.emailVerifiedAt !== null,
    sessionIdHash: session.idHash,
    methods: session.authenticationMethods,
    signedInAt: session.createdAt,
    reauthenticatedAt: session.reauthenticatedAt,
    role: user.role,
    language: user.language,
    twoFactorSince,
    mayHavePasskeys: user.passkeyHandle !== null,
    passkeyOfferDeclinedAt: user.passkeyOfferDeclinedAt,
    resetDueAt: resetDueAt && twoFactorSince && resetStage({ dueAt: resetDueAt }, now) !== 'over' ? resetDueAt : null,
    isTwoFactorRequired: isTwoFactorRequired(config.twoFactorPolicy, user),
    requirement: twoFactorSince ? null : await requirementOf(user),
  };
}

/**
 * Returns what is required of a user without two-factor: by the policy, and at once where nothing but passkeys opens the
 * account, as after a reset: an email alone would be all that it takes to open it.
 */
async function requirementOf(
  user: Pick<User, 'id' | 'passwordHash' | 'role' | 'createdAt'>,
): Promise<TwoFactorRequirement | null> {
  const { db, now, settings: config } = await requestContext();
  const isOnlyByPasskey = user.passwordHash === null && (await listLinkedIdentities(db, user.id)).length === 0;
  return isOnlyByPasskey ? { isOverdue: true, deadline: now } : twoFactorRequirement(config.twoFactorPolicy, user, now);
}

/** Pages that only read stay readable while nothing can be written; the session then ends sooner, not later. */
async function noteUse(idHash: string, notSince: Date): Promise<void> {
  const { db, now, log } = await requestContext();
  try {
    await touchSession(db, idHash, now, notSince);
  } catch (error) {
    const trouble = findDatabaseOutage(error);
    if (!trouble) throw error;
    log.warn({ event: 'database-trouble', reason: trouble.message }, 'the use of a session was not noted');
  }
}

/** Returns the signed-in user of this request, or null. Read once a request. */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const token = openSessionToken(await readCookie('session'));
  return token && findCurrentUser(token);
});

/**
 * Returns the signed-in user; redirects others to sign in and come back to `returnTo`. A user with an overdue second
 * factor gets no further than to setting it up: only what serves that says `allowWithoutTwoFactor`.
 */
export async function requireSession(returnTo: string, { allowWithoutTwoFactor = false } = {}): Promise<CurrentUser> {
  const signed = await currentUser();
  if (signed?.requirement?.isOverdue && !allowWithoutTwoFactor) redirect('/profile/two-factor');
  if (signed) return signed;
  const reason = (await readCookie('session')) ? 'reason=expired&' : '';
  redirect(`/login?${reason}callbackUrl=${encodeURIComponent(safePath(await openPage(returnTo)))}`);
}

/** Returns `page`, or the view of it that was requested or sent a form: with the dialog that was open. */
export async function openPage(page: string): Promise<string> {
  return pageToReturnTo(page, (await headers()).get(pageHeader));
}

/** Returns the signed-in user for a download, under the same conditions; null for all others. */
export async function sessionForDownload(): Promise<CurrentUser | null> {
  const signed = await currentUser();
  return signed?.requirement?.isOverdue ? null : signed;
}

/** Puts a new session id into this browser's cookie, after a flow gave the row that id (ASVS 7.2.4). */
export async function rotateSession(userId: string, sessionId: string): Promise<void> {
  await writeCookie('session', sealSessionToken({ sub: userId, sid: sessionId }), settings().sessionLifeMs);
}

/** Returns where to go after a sign-in: an overdue second factor first, without a detour over a closed page. */
export async function landingPage(wanted: string): Promise<string> {
  return (await currentUser())?.requirement?.isOverdue ? '/profile/two-factor' : wanted;
}
