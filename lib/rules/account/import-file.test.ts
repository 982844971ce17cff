import { describe, expect, test } from 'vitest';
import { readImportFile } from './import-file.ts';

const read = (text: string | Uint8Array, isJson = false) =>
  readImportFile(typeof text === 'string' ? Buffer.from(text) : text, isJson);
const people = (text: string | Uint8Array, isJson = false) => {
  const file = read(text, isJson);
  return 'fault' in file
    ? file.fault
    : file.rows.map(({ line, fields, fault }) => [line, fault ?? fields['email'], fields['name']]);
};

describe('a file of users', () => {
  test.each([
    ['commas', 'email,name\na@x.org,Ada\n'],
    ['semicolons', 'email;name\na@x.org;Ada'],
    ['tabs', 'email\tname\r\na@x.org\tAda\r\n'],
    ['any case and spaces', ' Email , NAME \ra@x.org, Ada \r'],
    ['a byte order mark', '\uFEFF"email";"name"\n"a@x.org";"Ada"\n'],
    ['the line of a spreadsheet', 'email;name\na@x.org;Ada\n;;\n'.replace(';;', ';')],
  ])('is read with %s', (_shape, text) => {
    expect(people(text)).toEqual([[2, 'a@x.org', 'Ada']]);
  });

  test('is read as JSON lines, with a byte order mark, whatever it is called', () => {
    const text = '\uFEFF{"Email":"a@x.org","name":"Ada","shoe-size":38}\n\nnull\n[1]\n{"email":\n{"name":"B"}\n';
    expect(people(text)).toEqual(people(text, true));
    expect(people(text)).toEqual([
      [1, 'a@x.org', 'Ada'],
      [3, 'is not a JSON object', undefined],
      [4, 'is not a JSON object', undefined],
      [5, 'is not JSON', undefined],
      [6, expect.stringContaining('The columns found are: name.'), 'B'],
    ]);
    expect(read(text)).toMatchObject({ ignored: ['shoe_size'] });
    expect(people('[{"email":"a@x.org"}]', true)).toBe('It is one JSON list. Write one JSON object a line.');
    expect(people('null', true)).toEqual([[1, 'is not a JSON object', undefined]]);
  });

  test('counts lines as an editor does', () => {
    const text = 'sep=;\r\n\r\nemail;name\r\na@x.org;"Ada\r\nL"\r\n\r\nb@x.org;B;C\r\nc@x.org\r\nd@x.org;"D';
    expect(people(text)).toEqual([
      [4, 'a@x.org', 'Ada\nL'],
      [7, 'has 3 cells, the header 2', 'B'],
      [8, 'has 1 cells, the header 2', ''],
      [9, 'a quote is never closed', ''],
    ]);
  });

  test('keeps quotes, delimiters and what looks like a formula', () => {
    expect(people(`email,name\na@x.org,"O""Brien, A."\nb@x.org,"'=1"\nc@x.org,"x"y\n`)).toEqual([
      [2, 'a@x.org', 'O"Brien, A.'],
      [3, 'b@x.org', '=1'],
      [4, 'there is text after a closing quote', 'x'],
    ]);
  });

  test('that is not UTF-8, has no header or has a column twice is refused with a sentence', () => {
    for (const bytes of [
      Buffer.from('email,name\na@x.org,J\xfcrgen\n', 'latin1'),
      Buffer.from('\uFEFFemail,name\n', 'utf16le'),
      Buffer.from('email,name\n', 'utf16le'),
    ])
      expect(people(bytes)).toContain('not UTF-8');
    expect(people('a@x.org,Ada\n')).toBe(
      'The columns found are: a@x.org, Ada. Wanted: email, name; also password_hash, totp_secret, disabled.',
    );
    expect(people('email,name,Email\na@x.org,Ada,b@x.org\n')).toBe('The column email is there twice.');
    for (const empty of ['', '\n', 'email,name\n']) expect(people(empty)).toBe('There are no people in it.');
  });
});
