import { describe, expect, test } from 'vitest';
import { repeats } from './repeated-hour.ts';

const clockIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return (at: Date) => format.format(at);
};

describe('the hour that comes twice', () => {
  test.each([
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ['America/New_York', '2026-11-01T05:59:00Z', '2026-11-01T06:59:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'],
  ])('in %s is found in its first and second run, and no hour beside it', (zone, first, second) => {
    const clock = clockIn(zone);
    expect(clock(new Date(first))).toBe(clock(new Date(second)));
    expect(repeats(clock, new Date(first))).toBe(true);
    expect(repeats(clock, new Date(second))).toBe(true);
    for (const minutes of [-61, 121])
      expect(repeats(clock, new Date(Date.parse(first) + minutes * 60_000))).toBe(false);
  });

  test('is none when clocks are put forward, nor where they never change', () => {
    expect(repeats(clockIn('Europe/Berlin'), new Date('2026-03-29T01:30:00Z'))).toBe(false);
    expect(repeats(clockIn('Asia/Tokyo'), new Date('2026-10-25T00:30:00Z'))).toBe(false);
  });
});
