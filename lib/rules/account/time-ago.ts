import { DAY_MS } from '../../config/limits.ts';
import type { Formats } from '../../words/format.ts';

/** How long ago, in whole days, then months and years: "today", "3 days ago", "5 months ago". */
export function timeAgo(instant: Date, now: Date, { ago }: Formats): string {
  const days = Math.max(0, Math.floor((now.getTime() - instant.getTime()) / DAY_MS));
  if (days < 60) return ago(days, 'day');
  return days < 730 ? ago(Math.floor(days / 30.44), 'month') : ago(Math.floor(days / 365.25), 'year');
}
