import { limits, MINUTE_MS } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';

/** What administrators choose from, in minutes; an app can have any other by command or file. */
export const signInAges = [15, 60, 480, 1440] as const;

/** Parses how old a sign-in may be that opens an app, in whole minutes; nothing for as old as the session. In ms. */
export function parseSignInAge(typed: string): Result<number | null, 'app-age-shape'> {
  const minutes = typed.trim();
  if (minutes === '') return succeed(null);
  const ms = /^\d{1,6}$/.test(minutes) ? Number(minutes) * MINUTE_MS : 0;
  const { least, most } = limits.appSignInAgeMs;
  return ms >= least && ms <= most ? succeed(ms) : refuse('app-age-shape');
}

/** Returns the age that counts, in seconds: the request's `max_age` or the app's own limit, whichever is smaller. */
export function smallerAge(maxAge: string | number | undefined, maxSignInAgeMs: number | null): number | undefined {
  const ages = [
    ...(maxAge === undefined ? [] : [Number(maxAge)]),
    ...(maxSignInAgeMs === null ? [] : [Math.floor(maxSignInAgeMs / 1000)]),
  ];
  return ages.length > 0 ? Math.min(...ages) : undefined;
}
