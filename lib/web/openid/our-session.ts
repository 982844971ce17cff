import 'server-only';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { addMs } from '../../clock.ts';
import { openSessionCookie } from '../../crypto/session-cookie.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Context } from '../../flows/context.ts';
import { prefixed } from '../../http/cookie-attributes.ts';
import { cookiesIn } from '../../http/cookie-header.ts';
import { proofTime } from '../../rules/apps/authentication-context.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { twoFactorRequirement } from '../../rules/two-factor/two-factor-policy.ts';

/** Who is signed in here in this browser, as the protocol needs it. */
export type OurSession = {
  userId: string;
  idHash: string;
  methods: Method[];
  /** Seconds since the epoch, as `auth_time`. 0 where only a provider vouched: it may not have asked. */
  signedInAt: number;
};

/**
 * Returns the session of a Cookie header; null for none, and for a user who gets no further than setting up two-factor.
 * Notes no use: an app that asks in the background keeps no session alive.
 */
export async function findOurSession(
  { db, now, settings }: Pick<Context, 'db' | 'now' | 'settings'>,
  cookies: string | undefined,
): Promise<OurSession | null> {
  const name = prefixed('session', settings);
  const line = cookiesIn(cookies ?? '').find((one) => one.startsWith(`${name}=`));
  const value = line ? decode(line.slice(name.length + 1)) : null;
  const token = openSessionCookie(name, value, settings.authSecrets);
  if (!token) return null;
  const found = await findLiveSession(db, hashToken(token.sid), now, addMs(now, -settings.sessionIdleMs));
  if (!found || found.user.id !== token.sub) return null;
  const { user, session } = found;
  const requirement = user.twoFactorSince ? null : twoFactorRequirement(settings.twoFactorPolicy, user, now);
  if (requirement?.isOverdue) return null;
  return {
    userId: user.id,
    idHash: session.idHash,
    methods: session.authenticationMethods,
    signedInAt: proofTime({ methods: session.authenticationMethods, signedInAt: session.createdAt }),
  };
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
