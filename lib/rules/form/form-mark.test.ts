import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMark, writeMark } from './form-mark.ts';

const mark = { id: 'a'.repeat(22), who: 'b'.repeat(16), what: 'c'.repeat(16) };

test('a mark is read as it was written, about something or about nothing', () => {
  expect(parseMark(writeMark(mark))).toEqual(mark);
  expect(parseMark(writeMark({ ...mark, what: '' }))).toEqual({ ...mark, what: '' });
  expect(parseMark(writeMark({ ...mark, id: `${mark.id}:_R_1abc_` }))).toMatchObject({ who: mark.who });
});

test.each([null, '', 'x', `${'a'.repeat(22)}.${'b'.repeat(16)}`, `${'a'.repeat(200)}.${'b'.repeat(16)}.`])(
  '%j is no mark',
  (sent) => {
    expect(parseMark(sent)).toBeNull();
  },
);

test('every form of the product that changes or hands out something is the one that carries its mark', () => {
  const pages = (readdirSync('app', { recursive: true }) as string[]).filter((path) => path.endsWith('.tsx'));
  const bare = pages.filter((path) => {
    const forms = readFileSync(join('app', path), 'utf8').match(/<form\b[^>]*>/gs) ?? [];
    // A form that only asks for a page (GET) has nothing to guard.
    return path !== '_ui/form.tsx' && forms.some((form) => /action=\{send\}|method="post"/.test(form));
  });
  expect(pages.length).toBeGreaterThan(50);
  expect(bare).toEqual([]);
});
