import type { Page } from '@playwright/test';
import { initials } from '#lib/rules/account/display-name.ts';
import { outsideWords } from '../test/outside-words.ts';
import type { Database } from './fixtures/database.ts';
import { overlaps, sideways } from './fixtures/layout-faults.ts';
import { saidOn } from './fixtures/said-on.ts';
import { expect } from './fixtures/test.ts';
import { appLetter, typed } from './fixtures/visits/administration.ts';
import { visits } from './fixtures/visits/visits.ts';

// Every page and state in a language made from English (lib/words/pseudo.ts): each sentence of the catalogue in brackets
// and a third longer. It is read from the right to the left, and turned round for a second look at where things stand:
// a walk of its own for each direction would take minutes. The fixtures of all tests fail on what a page complains of in
// the console, such as a page that the browser makes another than the server.

const language = 'ar-XB';
const directions = ['rtl', 'ltr'];
const sizes = [
  { width: 320, height: 640 },
  { width: 1280, height: 720 },
];

/** What is no one's sentence: data, and names that are the same everywhere. */
const data = [
  // Addresses, and what is left of one that is told to few.
  /[\w.+-]+…?@[\w.-]+/g,
  // Files, and the beginning of one's name.
  /[\w-]+\u2060…\u2060txt/g,
  /[^\s⟦⟧]+\.(txt|json)/g,
  /https?:\/\/\S+/g,
  // One-time passwords and setup keys.
  /[0-9A-Z]{4}([- ][0-9A-Z]{4}){3,7}/g,
  // Instants.
  /\d{1,2} (Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec) \d{4}/g,
  /\d{2}:\d{2}( (UTC|GMT)([+-]\d+)?)?/g,
  // Settings, as the Policy page names them.
  /\b(SIGNUP|[A-Z]+(_[A-Z]+)+)\b/g,
  'Axelor Connect',
  // The host name that passkeys are for.
  'localhost',
  /Google|Facebook|GitHub/g,
  /Chrome|Safari|Mozilla|Linux|Windows|macOS/g,
  ...typed,
  new RegExp(`(?<!\\p{L})${appLetter}(?!\\p{L})`, 'gu'),
];

for (const [walk, test, visit] of visits)
  test(`${walk}: every word is from the catalogue and can be read, from either side`, async ({ visitor, database }) => {
    const look = async (page: Page, state: string) => {
      await expect.soft(page.locator('html'), state).toHaveAttribute('lang', language);
      await expect.soft(page.locator('html'), state).toHaveAttribute('dir', 'rtl');
      const stored = [...(await namesIn(database)), ...(await reasonsIn(database))];
      expect.soft(outsideWords(await saidOn(page), [...data, ...stored]), `${state}: in no catalogue`).toEqual([]);
      for (const size of sizes) {
        await page.setViewportSize(size);
        for (const dir of directions) {
          await page.evaluate((turned) => document.documentElement.setAttribute('dir', turned), dir);
          const faults = [...(await sideways(page)), ...(await overlaps(page))];
          expect.soft(faults, `${state}, ${size.width} pixels wide, ${dir}`).toEqual([]);
        }
      }
      await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    };
    await visit(await visitor(look, language));
  });

/** Of people and of their passkeys. Longest first: a name may be a part of another. */
async function namesIn({ sql, tables: { users, passkeys } }: Database): Promise<string[]> {
  const rows = await sql.select({ name: users.name }).from(users);
  const keys = await sql.select({ name: passkeys.name }).from(passkeys);
  const forms = rows.flatMap(({ name }) => [name, name.split(' ')[0] ?? '', initials(name)]);
  forms.push(...keys.map(({ name }) => name));
  return forms.sort((one, other) => other.length - one.length);
}

/** What administrators wrote; also those of other tests, whose events stand on the same page. */
async function reasonsIn({ sql, tables: { securityEvents } }: Database): Promise<string[]> {
  const rows = await sql.select({ details: securityEvents.details }).from(securityEvents);
  return rows.flatMap(({ details }) => (details && 'reason' in details ? [String(details.reason)] : []));
}
