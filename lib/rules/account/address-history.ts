type Change = {
  id: string;
  fromEmail: string;
  toEmail: string;
  fromSince: Date;
  changedAt: Date;
  undoDueAt: Date | null;
  undoneAt: Date | null;
};

/** Returns the changes that count: those that weren't undone. `changes` is the whole history, the oldest first. */
export function standingChanges<C extends Change>(changes: readonly C[]): C[] {
  return changes.filter(({ undoneAt }) => undoneAt === null);
}

/** Returns what an undo of `change` undoes: that one, and every later one. */
export function undoneWith<C extends Change>(changes: readonly C[], change: Pick<Change, 'changedAt'>): C[] {
  return standingChanges(changes).filter(({ changedAt }) => changedAt >= change.changedAt);
}

/** Returns since when an account has its present email. */
export function presentSince(changes: readonly Change[], createdAt: Date): Date {
  return standingChanges(changes).at(-1)?.changedAt ?? createdAt;
}

/** Returns when an account first had an email, undone changes included. One that is in no change is its first. */
export function firstHad(changes: readonly Change[], email: string, createdAt: Date): Date {
  const times = changes.flatMap(({ fromEmail, toEmail, fromSince, changedAt }) => [
    ...(fromEmail === email ? [fromSince] : []),
    ...(toEmail === email ? [changedAt] : []),
  ]);
  return times.length === 0 ? createdAt : new Date(Math.min(...times.map((time) => time.getTime())));
}

/**
 * Returns the changes whose undo links end by a new password by a mailed link: those that lead to an email which the
 * account first had later than its present one. A thief's own earlier email must not take the account back.
 */
export function leadToYounger<C extends Change>(
  changes: readonly C[],
  { email, createdAt }: { email: string; createdAt: Date },
): C[] {
  const present = firstHad(changes, email, createdAt);
  return changes.filter(({ fromEmail }) => firstHad(changes, fromEmail, createdAt) > present);
}

/**
 * Returns an account's undo whose delay is over; null where there is none. Of several, the one that goes back furthest.
 */
export function dueUndo<C extends Change>(changes: readonly C[], now: Date): C | null {
  return standingChanges(changes).find(({ undoDueAt }) => undoDueAt !== null && undoDueAt <= now) ?? null;
}

/**
 * Returns every former email to be notified of a further change, the newest first: none twice, and neither of those
 * two.
 */
export function olderAddresses(changes: readonly Change[], { from, to }: { from: string; to: string }): string[] {
  const former = standingChanges(changes).map(({ fromEmail }) => fromEmail);
  return [...new Set(former.toReversed())].filter((email) => email !== from && email !== to);
}
