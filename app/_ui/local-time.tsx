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
 * An instant in the user's own time zone. The server knows it from an earlier page (KeepTimeZone); before that, and
 * without JavaScript, it is UTC and says so. In the hour that comes twice when daylight saving ends, the zone is said as
 * well.
 */
export function LocalTime({ at, now, look = 'moment', isFirst = false }: Props) {
  const { moment, ...words } = useKitWords();
  const { day, time: plainTime, timeInZone, isOwn } = useFormats();
  const wallClock = (instant: Date) => `${day.format(instant)} ${plainTime.format(instant)}`;
  const time = !isOwn || repeats(wallClock, at) ? timeInZone : plainTime;
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
  const { day } = useFormats();
  return (at) => day.format(at);
}

/** Returns the formats of the zone that the page was drawn in; once scripts run, of the browser's own. */
function useFormats(): Formats {
  const { tag, timeZone } = useKitWords();
  return formatsOf(tag, useHydrated() ? 'own' : timeZone);
}

/** Created once: creating one takes longer than everything else in a row of a table. */
function formatsOf(tag: string, timeZone: string | null): Formats {
  const key = `${tag} ${timeZone}`;
  const formats = made.get(key) ?? createFormats(tag, timeZone);
  made.set(key, formats);
  return formats;
}

function createFormats(tag: string, timeZone: string | null) {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const zone = timeZone === 'own' ? {} : { timeZone: timeZone ?? 'UTC' };
  return {
    day: new Intl.DateTimeFormat(tag, { ...day, ...zone }),
    time: new Intl.DateTimeFormat(tag, { ...time, ...zone }),
    timeInZone: new Intl.DateTimeFormat(tag, { ...time, ...zone, timeZoneName: 'short' }),
    /** Whether it's the reader's, so that it needn't be said. */
    isOwn: timeZone !== null,
  };
}
