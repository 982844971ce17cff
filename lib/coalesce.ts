/**
 * Returns a function that runs `work` in rounds, one at a time. A call during a round waits for the next one and no
 * longer: a caller kept waiting as long as others keep calling is kept in memory as long, and under load that never
 * ends.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let round: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    next = null;
    round = work().finally(() => {
      if (!next) round = null;
    });
    return round;
  };
  return () => {
    if (!round) return begin();
    next ??= round.then(begin, begin);
    return next;
  };
}
