import { limits } from '../../config/limits.ts';
import type { Method } from '../sign-in/authentication-methods.ts';

type CameBy = { methods: readonly Method[]; signedInAt: Date };

/**
 * Returns whether this session was created within `limits.reauthenticationMaxAgeMs` by the last code there was: a
 * recovery code after which none is left, or a bypass code. Its user, whose phone is gone too, has nothing more to
 * show: the recent sign-in counts as the second factor, as a recent provider sign-in does as the first. Otherwise the
 * code would lead into a dead end.
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
 * A code and the session that it creates carry the same instant: they are one transaction. A session by an earlier
 * code, which a thief may have used, isn't created by the last one, however recent it is (attack A-28).
 */
function openedByLast(signedInAt: Date, codes: readonly { usedAt: Date | null }[]): boolean {
  if (codes.length === 0 || codes.some(({ usedAt }) => usedAt === null)) return false;
  return Math.max(...codes.map(({ usedAt }) => usedAt?.getTime() ?? 0)) === signedInAt.getTime();
}
