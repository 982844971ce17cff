import { describe, expect, test } from 'vitest';
import { initials, parseName } from './display-name.ts';

describe('a name', () => {
  test('keeps letters of every script and folds white space', () => {
    expect(parseName('  Ada   Lovelace ')).toMatchObject({ value: 'Ada Lovelace' });
    expect(parseName('Zoë Ågren 李')).toMatchObject({ ok: true });
  });

  test.each([
    ['', 'name-empty'],
    ['a'.repeat(81), 'name-long'],
    ['Ada\u202Eexe', 'name-shape'],
    ['Ada\u0000', 'name-shape'],
    ['A\u200Bda', 'name-shape'],
    ['\uD800', 'name-shape'],
  ])('%j is refused as %s (attack I-14)', (typed, code) => {
    expect(parseName(typed)).toMatchObject({ ok: false, code });
  });

  test.each([
    ['Ada', 'A'],
    ['Ada Lovelace', 'AL'],
    ['ada king of lovelace', 'AL'],
    ['李', '李'],
  ])('%s has the initials %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
