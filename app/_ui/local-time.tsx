'use client';
import { repeats } from '#lib/rules/events/repeated-hour.ts';
import { fill, useKitWords } from './kit-words.tsx';
import { useHydrated } from './use-hydrated.ts';

type Props = {
  at: Date;
  now: Date;
  /** `recent`: the time of today, the day of what is longer ago. */
  look?: 'day' | 'time' | 'moment' | 'recent';
  /** A line or a cell begins with it, so that it is spelt with a capital. */
  isFirst?: boolean;
};
type Formats = ReturnType<typeof createFormats>;

const made = new Map<string, Formats>();

/**
 * An instant in the user's own time zone; without JavaScript, and until it runs, in UTC and said so. In the hour that
 * comes twice when daylight saving ends, the zone is said as well.
 */
export function LocalTime({ at, now, look = 'moment', isFirst = false }: Props) {
  const { tag, moment, ...words } = useKitWords();
  const { inOwnZone, inNamedZone, inUtc } = formatsOf(tag);
  const isOwnZone = useHydrated();
  const wallClock = (time: Date) => `${inOwnZone.day.format(time)} ${inOwnZone.time.format(time)}`;
  const { day } = isOwnZone ? inOwnZone : inUtc;
  const { time } = isOwnZone && repeats(wallClock, at) ? inNamedZone : isOwnZone ? inOwnZone : inUtc;
  const date = day.format(at);
  const today = isFirst ? words.todayFirst : words.today;
  const isToday = date === day.format(now);
  const isDay = look === 'day' || (look === 'recent' && !isToday);
  const text =
    look === 'time'
      ? time.format(at)
      : isDay
        ? date
        : fill(isToday ? today : moment, { day: date, time: time.format(at) });
  return <time dateTime={at.toISOString()}>{text}</time>;
}

/** Returns what says the day of an instant as `LocalTime` does: for headings between rows. */
export function useLocalDay(): (at: Date) => string {
  const { inOwnZone, inUtc } = formatsOf(useKitWords().tag);
  const { day } = useHydrated() ? inOwnZone : inUtc;
  return (at) => day.format(at);
}

/** Created once: creating one takes longer than everything else in a row of a table. */
function formatsOf(tag: string): Formats {
  const formats = made.get(tag) ?? createFormats(tag);
  made.set(tag, formats);
  return formats;
}

function createFormats(tag: string) {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const create = (zone: { timeZone?: 'UTC' }, name: { timeZoneName?: 'short' }) => ({
    day: new Intl.DateTimeFormat(tag, { ...day, ...zone }),
    time: new Intl.DateTimeFormat(tag, { ...time, ...zone, ...name }),
  });
  return {
    inOwnZone: create({}, {}),
    inNamedZone: create({}, { timeZoneName: 'short' }),
    inUtc: create({ timeZone: 'UTC' }, { timeZoneName: 'short' }),
  };
}
