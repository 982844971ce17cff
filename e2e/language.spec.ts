import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVED_BUILD, TESTED_BUILD } from '#scripts/build-folders.mjs';
import { en } from '../lib/words/en.ts';
import { expect, test } from './fixtures/test.ts';

const htmlTag = /<html[^>]*>/;

/** The client, and the language of the page that it gets. */
const askers: [string, Record<string, string>, string][] = [
  ['a browser that asks for nothing', {}, 'lang="en" dir="ltr"'],
  ['a browser that likes another language', { 'accept-language': 'de,ar-XB;q=0.5' }, 'lang="ar-XB" dir="rtl"'],
  [
    'a cookie, before what the browser likes',
    { cookie: 'language=en-XA', 'accept-language': 'ar-XB' },
    'lang="en-XA" dir="ltr"',
  ],
  ['attack: a cookie that is markup', { cookie: 'language=%22%3E%3Cscript%3E' }, 'lang="en" dir="ltr"'],
  ['attack: a cookie of 4 kB', { cookie: `language=${'ar-XB'.repeat(800)}` }, 'lang="en" dir="ltr"'],
  ['attack: a header of 10 kB', { 'accept-language': `${'x,'.repeat(5000)}ar-XB` }, 'lang="en" dir="ltr"'],
  ['attack: a header of nonsense', { 'accept-language': '*;q=9,__proto__,en-XA;q=1.5' }, 'lang="en" dir="ltr"'],
];

test.describe('the language of a page', () => {
  for (const [who, headers, language] of askers) {
    test(`${who}: ${language}`, async ({ app }) => {
      const page = await (await fetch(`${app.origin}/login`, { headers })).text();
      expect(htmlTag.exec(page)?.[0]).toContain(language);
    });
  }

  test('attack: a URL selects none', async ({ app }) => {
    const page = await (await fetch(`${app.origin}/login?lang=ar-XB&language=ar-XB&locale=ar-XB`)).text();
    expect(htmlTag.exec(page)?.[0]).toContain('lang="en" dir="ltr"');
  });
});

/** What a stranger sends in the place of a language. */
const wishes = {
  markup: '"><script>zq7()</script>',
  'a bidi override': '\u202Ezq7',
  'another cookie': 'zq7%3B%20Path%3D/',
  'a line of its own': 'zq7%0D%0ASet-Cookie:%20a=b',
  '3 kB': 'zq7'.repeat(1000),
};

for (const [what, wish] of Object.entries(wishes))
  test(`attack: ${what} as a language is never reflected`, async ({ app }) => {
    const encoded = encodeURIComponent(wish);
    // Headers are bytes: a browser sends others as UTF-8.
    const bytes = Buffer.from(wish).toString('latin1');
    const sent = [
      fetch(`${app.origin}/login`, { headers: { cookie: `language=${encoded}` } }),
      fetch(`${app.origin}/login`, { headers: { cookie: `language=${bytes}` } }),
      fetch(`${app.origin}/login`, { headers: { 'accept-language': bytes } }),
      fetch(`${app.origin}/unavailable`, { headers: { 'accept-language': bytes, cookie: `language=${encoded}` } }),
    ];
    for (const answer of await Promise.all(sent)) {
      expect(answer.status).toBeLessThan(504);
      const page = await answer.text();
      expect(page).not.toContain('zq7');
      expect(htmlTag.exec(page)?.[0]).toContain('lang="en" dir="ltr"');
      expect([...answer.headers].flat().join()).not.toContain('zq7');
    }
    // Next notes the address of the page for its router, in a script and escaped; nothing else repeats it.
    const page = await (await fetch(`${app.origin}/login?lang=${encoded}&language=${encoded}`)).text();
    expect(page.replace(/<script[\s>].*?<\/script>/gs, '')).not.toContain('zq7');
    expect(page).not.toContain('<script>zq7');
  });

test('pages that come without a style sheet or a database speak it too', async ({ app }) => {
  const headers = { 'accept-language': 'ar-XB', cookie: 'session=of-someone' };
  const unavailable = await fetch(`${app.origin}/unavailable?still=signed-in`, { headers });
  const page = await unavailable.text();
  expect(unavailable.status).toBe(503);
  expect(htmlTag.exec(page)?.[0]).toContain('lang="ar-XB" dir="rtl"');
  expect(page).toMatch(/<h1>⟦/);
  expect(await (await fetch(`${app.origin}/%c0`, { headers })).text()).toMatch(/^⟦/);
});

test('no sentence of the catalogue is in a script of the browser', () => {
  const folder = join(TESTED_BUILD, 'static/chunks');
  const names = readdirSync(folder, { recursive: true }).map(String);
  const scripts = names.filter((name) => name.endsWith('.js')).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(scripts.length).toBeGreaterThan(5);
  const sentences = textsOf(en).filter((text) => text.length > 40);
  expect(sentences.length).toBeGreaterThan(30);
  const bundled = sentences.filter((sentence) => scripts.some((script) => script.includes(sentence)));
  expect(bundled).toEqual([]);
});

test('what people are served knows no pseudo-language', () => {
  test.skip(!existsSync(join(SERVED_BUILD, 'BUILD_ID')), 'needs the build of npm start');
  const names = readdirSync(SERVED_BUILD, { recursive: true }).map(String);
  const built = names.filter((name) => /^(server|static).*\.js$/.test(name));
  expect(built.length).toBeGreaterThan(20);
  const disguised = built.filter((name) => /[⟦⟧]|en-XA|ar-XB/.test(readFileSync(join(SERVED_BUILD, name), 'utf8')));
  expect(disguised).toEqual([]);
});

function textsOf(words: object): string[] {
  return Object.values(words).flatMap((part: unknown) => {
    if (typeof part === 'string') return [part];
    return typeof part === 'object' && part !== null ? textsOf(part) : [];
  });
}
