import { expect, test } from 'vitest';
import { readEmailList } from './email-list.ts';

test('one email a line, as people and spreadsheets write them', () => {
  const text = '\uFEFFEmail\r\nAda@Example.com\r\n\r\nGrace Hopper <grace@example.com>\rbob@example.com\n';
  expect(readEmailList(text)).toEqual({
    emails: ['ada@example.com', 'grace@example.com', 'bob@example.com'],
    faults: [],
  });
});

test('what is no email is named by the line that an editor shows', () => {
  expect(
    readEmailList('ada@example.com\n\nnonsense\na@example.com,b@example.com\nada＠example.com\nemail\n').faults,
  ).toEqual([
    { line: 3, typed: 'nonsense' },
    { line: 4, typed: 'a@example.com,b@example.com' },
    { line: 5, typed: 'ada＠example.com' },
    { line: 6, typed: 'email' },
  ]);
});
