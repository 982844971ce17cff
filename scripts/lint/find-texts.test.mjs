import { expect, test } from 'vitest';
import { findTexts } from './find-texts.mjs';

/** @param {string} source */
const texts = (source) => findTexts('page.tsx', source).map(({ text }) => text);

test.each([
  ['<p>Hello</p>', 'Hello'],
  ['<p>or</p>', 'or'],
  ['<p>{a} of {b}</p>', 'of'],
  ['<button aria-label="Show password" />', 'Show password'],
  ['<img alt="QR code" />', 'QR code'],
  ['<Field label="Password" />', 'Password'],
  ["const label = isOn ? 'Sending…' : null;", 'Sending…'],
  ["const text = 'Nothing was changed.';", 'Nothing was changed.'],
  ['const text = `Sign in to ${appName}`;', 'Sign in to …'],
  ['const text = `${n} codes`;', '… codes'],
  ['const text = `It’s ${isLate ? "too late" : "in time"}`;', 'It’s …', 'too late', 'in time'],
  ["const page = '<!doctype html><title>Home</title>';", '<!doctype html><title>Home</title>'],
  ['<html lang="en" />', 'en'],
  ['n.toLocaleString(tag)', 'n.toLocaleString'],
  ["new Intl.NumberFormat('en-GB')", 'en-GB'],
])('finds what people read in %s', (source, ...found) => {
  expect(texts(source)).toEqual(found);
});

test.each([
  "import { a } from './some file.ts'",
  "'use client';",
  '<p className="mt-2 text-muted" id="Title" />',
  '<p>{appName}</p>',
  '<svg viewBox="0 0 24 24"><path d="M12 3l7 2 z" /></svg>',
  '<input autoComplete="current-password" />',
  'const className = `button button-${look}`;',
  "type Look = 'On top' | 'Below it';",
  "throw new Error('Foreign keys lead in a circle');",
  "log.warn({ event: 'address-unknown' }, 'no address can be read');",
  "if (state === 'Not yet') go();",
  "headers.set('Content-Type', 'text/html; charset=utf-8');",
  "const type = { 'content-type': 'text/plain; charset=utf-8' };",
  "document.querySelector('main h1')",
  "const id = 'sign-up';",
  "const path = '/login?reason=reset';",
  "const key = keyedHash(secret, 'form answer', text);",
  '`${one}, ${other}`',
])('passes over %s', (source) => {
  expect(texts(source)).toEqual([]);
});

test('names the line', () => {
  expect(findTexts('page.tsx', '\n\n<p>Hello</p>')).toEqual([{ path: 'page.tsx', line: 3, text: 'Hello' }]);
});
