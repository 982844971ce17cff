import { expect, test } from 'vitest';
import { browserName } from '../../http/browser-name.ts';
import { en } from '../../words/en.ts';
import { pseudo } from '../../words/pseudo.ts';
import { byCommand, byItself, sayBrowser } from './say-browser.ts';

const firefox = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:145.0) Gecko/20100101 Firefox/145.0';

test.each([
  [browserName(firefox), 'Firefox on macOS'],
  [browserName(null), 'Unknown browser'],
  ['Unknown browser on Linux', 'Unknown browser on Linux'],
  ['curl', 'curl'],
  [byItself, 'Automatic'],
  [byCommand, 'Command line'],
])('%s is called %s in English', (stored, said) => {
  expect(sayBrowser(en.events, stored)).toBe(said);
});

test('in another language only the names stay', () => {
  const { events } = pseudo(en);
  expect(sayBrowser(events, browserName(firefox))).toBe('⟦Firefox ōń macOS⟧');
  for (const stored of [browserName(null), 'Unknown browser on Linux', byItself, byCommand])
    expect(sayBrowser(events, stored).replace('Linux', '')).not.toMatch(/[a-z]/i);
});
