/** Returns the weeks from the first one in which there was anyone. */
export function sinceFirst<Week extends { users: number }>(weeks: readonly Week[]): Week[] {
  const first = weeks.findIndex(({ users }) => users > 0);
  return first < 0 ? weeks.slice(-1) : weeks.slice(first);
}

/** Returns where an axis up to `most` ends: at a round number with a whole half. */
export function axisTop(most: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [2, 4, 6, 8, 10, 20].map((step) => step * size).find((top) => top >= most) ?? most;
}
