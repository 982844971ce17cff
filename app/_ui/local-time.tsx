'use client';
import { useHydrated } from './use-hydrated.ts';

type Props = { at: Date; now: Date; look?: 'day' | 'moment' };

/** An instant in the person's own time zone; without JavaScript, and until it runs, in UTC and said so. */
export function LocalTime({ at, now, look = 'moment' }: Props) {
  const isHydrated = useHydrated();
  const zone = isHydrated ? {} : { timeZone: 'UTC' };
  const day = (instant: Date) =>
    new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', ...zone }).format(instant);
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(isHydrated ? {} : { timeZoneName: 'short' }),
    ...zone,
  }).format(at);
  const dayOrToday = day(at) === day(now) ? 'today' : day(at);
  return <time dateTime={at.toISOString()}>{look === 'day' ? day(at) : `${dayOrToday}, ${time}`}</time>;
}
