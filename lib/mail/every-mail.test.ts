import { describe, expect, test } from 'vitest';
import { outsideWords } from '../../test/outside-words.ts';
import { longestSubjects, sampleData, sampleMails, sampleSettings } from '../../test/sample-mails.ts';
import { accentOf } from '../rules/branding/accent.ts';
import type { Language } from '../words/language.ts';

const languages: Language[] = ['en', 'en-XA', 'ar-XB'];
const every = languages.flatMap((language) =>
  sampleMails(language).map(([name, mail]) => ({ language, name, ...mail })),
);

describe.each(every)('$name in $language', ({ language, subject, text, html }) => {
  const isRightToLeft = language === 'ar-XB';

  test('says the same as text and as HTML', () => {
    expect(statementsOfText(text)).toEqual(statementsOfHtml(html));
  });

  test('fetches nothing from elsewhere', () => {
    expect(html).not.toMatch(
      /<(img|link|script|iframe|object|video|audio|source|base)\b|\bsrc=|url\(|@import|background=/i,
    );
    const addresses = [...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, address]) => address);
    for (const address of addresses) expect(address).toMatch(/^(https:\/\/connect\.example\.com(\/|$)|mailto:help@)/);
  });

  test('names its language and direction, and has a dark theme', () => {
    const dir = isRightToLeft ? 'rtl' : 'ltr';
    // Programs that show the body alone keep the attributes of the table.
    expect(html.match(new RegExp(`lang="${language}" dir="${dir}"`, 'g'))).toHaveLength(2);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('@media(prefers-color-scheme:dark)');
    for (const name of themedClasses(html)) expect(html).toMatch(new RegExp(`\\.${name}( a)?\\{`));
  });

  test('gives no measure that Outlook does not know', () => {
    expect(html).not.toMatch(/\d(rem|em|vw|vh)\b|var\(|display:(flex|grid)/);
  });

  test('isolates names and addresses only where text runs from right to left', () => {
    const marks = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
    if (!isRightToLeft) return expect(subject + text + html).not.toMatch(marks);
    for (const datum of sampleData)
      expect(outsideLinks(text).replaceAll(`\u2068${datum}\u2069`, ''), datum).not.toContain(datum);
    for (const link of text.match(/https?:\/\/\S+/g) ?? []) expect(link).not.toMatch(marks);
  });

  test.skipIf(language === 'en')('takes every word from the catalogue', () => {
    for (const said of [subject, text, readable(html)])
      expect(outsideWords(outsideLinks(said), sampleData)).toEqual([]);
  });
});

test('every subject is as short as what a phone shows, with the longest names', () => {
  for (const subject of longestSubjects('en')) expect(subject.length, subject).toBeLessThanOrEqual(60);
});

test('an organisation’s mails bear its name and colour, and ours not', () => {
  const brand = { organisation: 'Example Ltd', accent: '#ffd400' };
  const supportUrl = 'https://help.example.com';
  const settings = { ...sampleSettings, appName: 'Harbour', supportEmail: undefined, supportUrl, brand };
  const { light, dark } = accentOf(brand.accent);
  for (const [name, { text, html }] of sampleMails('en', settings)) {
    expect(text, name).toContain('Harbour · Example Ltd · https://connect.example.com');
    expect(text, name).toContain(supportUrl);
    expect(html, name).toContain(light.ink);
    expect(html, name).toContain(dark.ink);
    expect(html + text, name).not.toMatch(/axelor|#4338ca|#5b54f0|#a5b4fc/i);
  }
});

/** The lines of the text form; a button is its label and its URL. */
function statementsOfText(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && line !== '-- ');
}

/** The same of the HTML form, without the name of the app and the heading, which mail programs show above the text. */
function statementsOfHtml(html: string): string[] {
  const card = html.slice(html.indexOf('</h1>'));
  const blocks = card.matchAll(
    /<p class="[tm]"[^>]*>(?<sentence>.*?)<\/p>|<td class="m l"[^>]*>(?<fact>.*?)<\/td><td[^>]*>(?<value>.*?)<\/td>|<td [^>]*><a href="(?<url>[^"]*)"[^>]*>(?<label>.*?)<\/a><\/td><\/tr><\/table>\n<p[^>]*>.*?<\/p>/g,
  );
  return [...blocks].flatMap(({ groups: { sentence, fact, value, url, label } = {} }) => {
    if (fact !== undefined) return [`${readable(fact)}: ${readable(value)}`];
    return label === undefined ? [readable(sentence)] : [`${readable(label)}:`, readable(url)];
  });
}

function readable(html = ''): string {
  return html
    .replace(/<head>.*<\/head>|<[^>]*>/gs, '')
    .replaceAll('&#8288;', '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function outsideLinks(text: string): string {
  return text.replace(/https?:\/\/[^\s⟧]+/g, '');
}

function themedClasses(html: string): Set<string> {
  return new Set([...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' ')));
}
