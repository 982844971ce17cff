/**
 * Does `work` in rounds, one at a time. Whoever asks during a round waits for the one after it and no longer: a caller
 * that is kept waiting as long as others keep asking is kept in memory as long, and under load that has no end.
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
