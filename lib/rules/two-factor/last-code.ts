import { limits } from '../../config/limits.ts';
import type { Method } from '../sign-in/authentication-methods.ts';

type CameBy = { methods: readonly Method[]; signedInAt: Date };

/**
 * Whether this session came in within `limits.reauthenticationMaxAgeMs` by the last code there was: a recovery code after which none
 * is left, or an administrator's bypass code. Such a person, whose phone is gone too, has nothing more to show: the
 * sign-in of a moment ago is the second factor, as a provider sign-in of a moment ago is the first. Without this the
 * code would lead into a room without a door.
 */
export function cameByLastCode(
  { methods, signedInAt }: CameBy,
  codes: readonly { usedAt: Date | null }[],
  now: Date,
): boolean {
  const isFresh = now.getTime() - signedInAt.getTime() <= limits.reauthenticationMaxAgeMs;
  return (
    isFresh &&
    (methods.includes('bypass-code') || (methods.includes('recovery-code') && openedByLast(signedInAt, codes)))
  );
}

/**
 * A code and the session that it opens carry the same instant: they are one transaction. A session by an earlier code,
 * which a thief may have used, is not opened by the last one, however fresh it is (attack A-28).
 */
function openedByLast(signedInAt: Date, codes: readonly { usedAt: Date | null }[]): boolean {
  if (codes.length === 0 || codes.some(({ usedAt }) => usedAt === null)) return false;
  return Math.max(...codes.map(({ usedAt }) => usedAt?.getTime() ?? 0)) === signedInAt.getTime();
}
