import { MINUTE_MS } from '../../config/limits.ts';

/** Minutes by which clocks are put back when daylight saving ends: an hour, or on Lord Howe Island half of one. */
const SHIFTS_MINUTES = [30, 60];

/**
 * Returns whether clocks show what they show at `at` a second time, before or after: the hour at the end of daylight
 * saving.
 */
export function repeats(wallClock: (at: Date) => string, at: Date): boolean {
  const shown = wallClock(at);
  return SHIFTS_MINUTES.some((minutes) =>
    [-minutes, minutes].some((shift) => wallClock(new Date(at.getTime() + shift * MINUTE_MS)) === shown),
  );
}
