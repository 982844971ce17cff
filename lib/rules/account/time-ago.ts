import { DAY_MS } from '../../config/limits.ts';

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago, in whole days, then months and years: "today", "3 days ago", "5 months ago". */
export function timeAgo(instant: Date, now: Date): string {
  const days = Math.max(0, Math.floor((now.getTime() - instant.getTime()) / DAY_MS));
  if (days < 60) return words.format(-days, 'day');
  return days < 730
    ? words.format(-Math.floor(days / 30.44), 'month')
    : words.format(-Math.floor(days / 365.25), 'year');
}
