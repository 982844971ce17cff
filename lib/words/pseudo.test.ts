import { expect, test } from 'vitest';
import { plurals } from './plural.ts';
import { pseudo } from './pseudo.ts';

const p = plurals('en');
const words = {
  send: 'Email me a link',
  form: { hint: '{n} of {minimum} characters' },
  steps: ['One', 'Two'],
  left: ({ count }: { count: number }) => p(count, { one: '1 code is left', other: `${count} codes are left` }),
  hello: ({ name }: { name: string }) => `Hello, ${name}.`,
  newHere: <E>({ appName, link }: { appName: string; link: (text: string) => E }): readonly (string | E)[] => [
    `New to ${appName}? `,
    link('Create an account'),
  ],
  signingIn: <E>({ email }: { email: E }): readonly (string | E)[] => ['Signing in as ', email],
};
const disguised = pseudo(words);

/** What is left when everything in brackets is taken out. */
const outside = (text: string) => text.replace(/⟦[^⟧]*⟧/g, '');

test('a sentence is accented, a third longer and in brackets', () => {
  expect(disguised.send).toMatch(/^⟦Ēḿàĩĺ ḿē à ĺĩńķ [^⟧]+⟧$/);
  expect(disguised.send.length).toBeGreaterThan(words.send.length * 1.3);
  expect(disguised.steps.map(outside)).toEqual(['', '']);
});

test('what the browser fills in keeps its name', () => {
  expect(disguised.form.hint).toContain('{n}');
  expect(disguised.form.hint).toContain('{minimum}');
});

test('numbers choose their form as in English', () => {
  expect(disguised.left({ count: 1 })).toMatch(/^⟦1 ćōďē ĩŝ ĺēƒţ /);
  expect(disguised.left({ count: 2 })).toMatch(/^⟦2 ćōďēŝ àŕē ĺēƒţ /);
});

test('arguments stay as they are, whatever is in them', () => {
  const name = 'Ada ⟧ {n} \u202E <b>';
  expect(disguised.hello({ name })).toMatch(/^⟦Ĥēĺĺō, /);
  expect(disguised.hello({ name })).toContain(name);
});

test('elements stay elements, and their own words are disguised', () => {
  const link = (text: string) => ({ href: '/signup', text });
  const [before, element] = disguised.newHere({ appName: 'Axelor', link });
  expect(before).toMatch(/^⟦Ńēŵ ţō Axelor\? .*⟧ ?$/);
  expect(element).toEqual({ href: '/signup', text: expect.stringMatching(/^⟦Ćŕēàţē àń àććōūńţ .*⟧$/) });
  const email = { type: 'bdi', $$typeof: Symbol.for('react.element') };
  expect(disguised.signingIn({ email })).toEqual([expect.stringMatching(/^⟦Ŝĩĝńĩńĝ ĩń àŝ .*⟧ $/), email]);
});
