import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../config/limits.ts';
import { parseGroupName, parseGroupTitle } from './group-name.ts';

const longest = 'a'.repeat(limits.groupNameMaxLength);

describe('the short name of a group', () => {
  test('is small letters, digits and single hyphens', () => {
    for (const name of ['finance', 'it-support', '3d', 'a', longest]) {
      expect(parseGroupName(` ${name} `)).toEqual({ ok: true, value: name });
    }
    expect(parseGroupName('  ')).toMatchObject({ code: 'group-name-empty' });
  });

  test('attack: a name that an app could read as two groups, or mistake for another, is refused', () => {
    const odd = ['Finance', 'a,b', 'a b', 'a\nb', '-a', 'a-', 'a--b', 'ärzte', 'аdmin', 'a/b', 'a=b', `${longest}a`];
    for (const name of odd) expect(parseGroupName(name), name).toMatchObject({ code: 'group-name-shape' });
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const name = parseGroupName(typed);
        return !name.ok || (name.value.length <= limits.groupNameMaxLength && !/[^a-z0-9-]/.test(name.value));
      }),
    );
  });
});

test('the name that people read is one line of ordinary characters', () => {
  expect(parseGroupTitle('  IT   support ')).toEqual({ ok: true, value: 'IT support' });
  expect(parseGroupTitle('')).toMatchObject({ code: 'group-title-empty' });
  expect(parseGroupTitle('x'.repeat(limits.groupTitleMaxLength + 1))).toMatchObject({ code: 'group-title-long' });
  expect(parseGroupTitle('Admins\u202Eexe')).toMatchObject({ code: 'group-title-shape' });
});
