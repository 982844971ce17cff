/** Returns the beginning, in UTC, of a day like 2026-11-24; null when it is none. */
export function parseDay(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  // 2026-02-30 would become the 2nd of March.
  return Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text) ? null : day;
}
