import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quotedWords } from '../../test/quoted-words.ts';
import { en } from './en.ts';

/** Its words are frozen; the guides' pictures are English; the last is another site. */
const QUOTING = /(origin-story\.spec|guide\.pictures|fixtures\/facebook)\.ts$/;
const specs = readdirSync('e2e', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

test('end-to-end tests take their words from the catalogue: any of them can run in any language', () => {
  expect(specs.length).toBeGreaterThan(100);
  const quoted = specs
    .filter((name) => !QUOTING.test(name))
    .flatMap((name) => quotedWords(join('e2e', name), readFileSync(join('e2e', name), 'utf8'), en));
  expect(quoted).toEqual([]);
  // A hundred files are parsed.
}, 120_000);

test.each([
  ["page.getByRole('button', { name: 'Sign In', exact: true })", 'Sign In'],
  ["page.getByLabel('Password')", 'Password'],
  ["page.getByText('Hello, Ada')", 'Hello, Ada'],
  ["browser.submit(page, 'Enable', { code })", 'Enable'],
  ["expect(text).toContain('Nothing was changed. Start over')", 'Nothing was changed. Start over'],
  ["const begin = 'You signed in with one-time password';", 'You signed in with one-time password'],
  ['expect(said).toMatch(/ is incorrect or has /)', ' is incorrect or has '],
])('finds what %s quotes', (source, literal) => {
  expect(quotedWords('one.spec.ts', source, en)).toEqual([`one.spec.ts:1  ${literal}`]);
});

test.each([
  "test('Sign in to continue, with an old password', () => {});",
  "import { press } from './fixtures/screens.ts';",
  "people.make({ name: 'Grace Hopper' })",
  'page.getByLabel(words.signIn.form.password)',
  "page.locator('#email').fill('a wrong password')",
  "page.getByRole('button')",
  "headers.get('content-type')",
])('passes over %s', (source) => {
  expect(quotedWords('one.spec.ts', source, en)).toEqual([]);
});
