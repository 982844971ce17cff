import { describe, expect, test } from 'vitest';
import { cookiesToForget } from './device-cookies.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe('a full list of device cookies', () => {
  const known = (name: string, since: number, used = 0) => ({
    tokenHash: name,
    createdAt: ago(since),
    lastUsedAt: ago(used),
  });
  const nine = Array.from({ length: 9 }, (_, index) => known(`old ${index}`, 30 + index));

  test('drops the youngest, never one that is a week old, however little it is used (attack A-19)', () => {
    expect(cookiesToForget(nine, now)).toEqual([]);
    expect(cookiesToForget([...nine, known('yesterday', 1)], now)).toEqual(['yesterday']);
    expect(cookiesToForget([...nine, known('a week old', 7)], now)).toEqual([]);
    expect(cookiesToForget([...nine, known('six days', 6), known('one day', 1)], now)).toEqual(['one day', 'six days']);
  });

  test('begins with those unused for half a year; one without a date is as old as its last use', () => {
    const dead = known('dead', 400, 180);
    expect(cookiesToForget([...nine.slice(1), dead, known('yesterday', 1)], now)).toEqual(['dead']);
    expect(cookiesToForget([...nine, { tokenHash: 'undated', createdAt: null, lastUsedAt: ago(1) }], now)).toEqual([
      'undated',
    ]);
  });
});
