import { describe, expect, test } from 'vitest';
import type { ImportFormat } from './formats.ts';
import { readImportFile, UnreadableFile } from './read-file.ts';

/** Reads a text as it comes from a disk: in parts that end anywhere. */
function read(text: string, format: ImportFormat | null = null) {
  const ignored = new Set<string>();
  const parts = text.match(/[\s\S]{1,7}/g) ?? [];
  try {
    return { rows: [...readImportFile(parts, { format, ignored })], ignored: [...ignored] };
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
}
function people(text: string) {
  const file = read(text);
  return typeof file === 'string'
    ? file
    : file.rows.map(({ line, fields, fault }) => [line, fault ?? fields.email, fields.name]);
}

describe('a file of users', () => {
  test.each([
    ['commas', 'email,name\na@x.org,Ada\n'],
    ['semicolons', 'email;name\na@x.org;Ada'],
    ['tabs', 'email\tname\r\na@x.org\tAda\r\n'],
    ['any case and spaces', ' Email , NAME \ra@x.org, Ada \r'],
    ['quotes', '"email";"name"\n"a@x.org";"Ada"\n'],
    ['names of other programs', 'E-Mail Address,Full name\na@x.org,Ada\n'],
    ['names in one word', 'emailAddress,displayName\na@x.org,Ada\n'],
    ['the line of a spreadsheet', 'email;name\na@x.org;Ada\n;;\n'.replace(';;', ';')],
  ])('is read with %s', (_shape, text) => {
    expect(people(text)).toEqual([[2, 'a@x.org', 'Ada']]);
  });

  test('is read as JSON lines', () => {
    const text = '{"Email":"a@x.org","name":"Ada","shoe-size":38}\n\nnull\n[1]\n{"email":\n{"name":"B"}\n';
    expect(people(text)).toEqual([
      [1, 'a@x.org', 'Ada'],
      [3, 'is not a JSON object', undefined],
      [4, 'is not a JSON object', undefined],
      [5, 'is not JSON', undefined],
      [6, expect.stringContaining('The columns found are: name.'), undefined],
    ]);
    expect(read(text)).toMatchObject({ ignored: ['shoe_size'] });
  });

  test('is read as a JSON list, whatever its lines are', () => {
    const list = '[\n {"email":"a@x.org","name":"A ]},[ \\" da"},{"email":\n"b@x.org","name":"B"}\n]\n';
    expect(people(list)).toEqual([
      [2, 'a@x.org', 'A ]},[ " da'],
      [2, 'b@x.org', 'B'],
    ]);
    expect(people('[]')).toEqual([]);
    expect(people('[1,{"email":"a@x.org","name":"A"}]')).toEqual([[1, 'is not a JSON object', undefined]]);
    expect(people('[{"email":"a@x.org","name":"A"},\n{"email":"b@')).toEqual([
      [1, 'a@x.org', 'A'],
      [2, 'the file ends too early', undefined],
    ]);
  });

  test('counts lines as an editor does', () => {
    const text = 'sep=;\r\n\r\nemail;name\r\na@x.org;"Ada\r\nL"\r\n\r\nb@x.org;B;C\r\nc@x.org\r\nd@x.org;"D';
    expect(people(text)).toEqual([
      [4, 'a@x.org', 'Ada\nL'],
      [7, 'has 3 cells, the header 2', 'B'],
      [8, 'has 1 cells, the header 2', undefined],
      [9, 'a quote is never closed', undefined],
    ]);
  });

  test('keeps quotes, delimiters and what looks like a formula', () => {
    expect(people(`email,name\na@x.org,"O""Brien, A."\nb@x.org,"'=1"\nc@x.org,"x"y\n`)).toEqual([
      [2, 'a@x.org', 'O"Brien, A.'],
      [3, 'b@x.org', '=1'],
      [4, 'there is text after a closing quote', 'x'],
    ]);
  });

  test('that has no header or has a column twice is refused with a sentence', () => {
    expect(people('a@x.org,Ada\n')).toBe(
      'The columns found are: a@x.org, Ada. Wanted: email, and name or first_name and last_name; also password_hash, totp_secret, disabled (the guide lists other names).',
    );
    expect(people('email,name,E-Mail\na@x.org,Ada,b@x.org\n')).toBe(
      'The columns email and E-Mail both mean email. Keep one.',
    );
    for (const empty of ['', '\n', 'email,name\n']) expect(people(empty)).toEqual([]);
  });

  test.each([
    ['a line that never ends', 'email,name\n'],
    ['a quote that is never closed', 'email,name\na@x.org,"'],
    ['an object that is never closed', '[{"email":"'],
    ['a line of JSON', '{"email":"'],
  ])('%s is given up after a million characters', (_what, start) => {
    const parts = {
      *[Symbol.iterator]() {
        yield start;
        for (let count = 0; count < 20; count += 1) yield 'x'.repeat(100_000);
        throw new Error('It was read to the end');
      },
    };
    const rows = [...readImportFile(parts, { format: null, ignored: new Set() })];
    expect(rows.at(-1)?.fault).toBe('is longer than 1000000 characters');
  });
});
