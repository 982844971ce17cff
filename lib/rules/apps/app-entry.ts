import { type Method, passedSecondFactor } from '../sign-in/authentication-methods.ts';
import { isProofStale, proofTime, wantsTwoFactors } from './authentication-context.ts';
import { smallerAge } from './sign-in-age.ts';

/** What an app demands of those who open it. */
export type EntryDemands = {
  openTo: 'groups' | 'everyone';
  disabledAt: Date | null;
  demands: 'session' | 'second-factor';
  maxSignInAgeMs: number | null;
  remoteUser: 'id' | 'email';
};

/** Who wants to open it. `isMember`: of one of its groups. */
export type Entrant = {
  isMember: boolean;
  methods: readonly Method[];
  signedInAt: Date;
  emailVerifiedAt: Date | null;
};

/** What a request asks for beyond that (OpenID Connect Core §3.1.2.1); `askedAt` in seconds. */
export type EntryWish = { prompt?: string; max_age?: number; acr_values?: string; askedAt: number };

/**
 * closed       the app isn't open to them
 * unconfirmed  it knows people by email address, and they haven't confirmed theirs
 * two-factor   it wants two factors, and they have one
 * again        it wants a newer sign-in
 * go           nothing is missing
 */
export type Entry = 'closed' | 'unconfirmed' | 'two-factor' | 'again' | 'go';

/** Returns whether someone may open an app now, and what is missing otherwise. Deny unless allowed. */
export function authorizeAppEntry(
  app: EntryDemands,
  entrant: Entrant,
  now: Date,
  wish: EntryWish | null = null,
): Entry {
  if (app.disabledAt || !(app.openTo === 'everyone' || entrant.isMember)) return 'closed';
  if (app.remoteUser === 'email' && !entrant.emailVerifiedAt) return 'unconfirmed';
  if (wantsTwoFactors(app.demands, wish?.acr_values) && !passedSecondFactor(entrant.methods)) return 'two-factor';
  const times = {
    signedInAt: proofTime(entrant),
    askedAt: wish?.askedAt ?? null,
    now: Math.floor(now.getTime() / 1000),
  };
  const maxAge = smallerAge(wish?.max_age, app.maxSignInAgeMs);
  return isProofStale({ prompt: wish?.prompt, max_age: maxAge }, times) ? 'again' : 'go';
}
