'use client';
import { repeats } from '#lib/rules/events/repeated-hour.ts';
import { useHydrated } from './use-hydrated.ts';

type Props = { at: Date; now: Date; look?: 'day' | 'moment' };

// Made once: making one takes longer than all else that a row of a table needs.
const inOwnZone = formats({}, {});
const inNamedZone = formats({}, { timeZoneName: 'short' });
const inUtc = formats({ timeZone: 'UTC' }, { timeZoneName: 'short' });

/**
 * An instant in the person's own time zone; without JavaScript, and until it runs, in UTC and said so. In the hour that
 * comes twice when daylight saving ends, the zone is said as well.
 */
export function LocalTime({ at, now, look = 'moment' }: Props) {
  const isOwnZone = useHydrated();
  const { day } = isOwnZone ? inOwnZone : inUtc;
  const { time } = isOwnZone && repeats(wallClock, at) ? inNamedZone : isOwnZone ? inOwnZone : inUtc;
  const date = day.format(at);
  const text = look === 'day' ? date : `${date === day.format(now) ? 'today' : date}, ${time.format(at)}`;
  return <time dateTime={at.toISOString()}>{text}</time>;
}

function wallClock(at: Date): string {
  return `${inOwnZone.day.format(at)} ${inOwnZone.time.format(at)}`;
}

function formats(zone: { timeZone?: 'UTC' }, name: { timeZoneName?: 'short' }) {
  return {
    day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', ...zone }),
    time: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...zone, ...name }),
  };
}
