import { describe, expect, test } from 'vitest';
import { parseName } from './display-name.ts';
import { canonicalEmail, mailableEmail } from './email-address.ts';
import { parseReason } from './reason.ts';

/** What turns the direction of the text around it (UAX #9 §2): marks, embeddings, overrides and isolates. */
const controls = [0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map(
  (point) => ({
    point: `U+${point.toString(16).toUpperCase().padStart(4, '0')}`,
    control: String.fromCodePoint(point),
  }),
);

// Names, reasons and addresses stand inside sentences: one that turns the text would turn the sentence, too.
describe.each(controls)('attack: $point', ({ control }) => {
  test('in a name is refused, wherever it stands', () => {
    for (const typed of [`${control}Ada`, `Ada ${control}Lovelace`, `Ada${control}`])
      expect(parseName(typed)).toMatchObject({ ok: false, code: 'name-shape' });
  });

  test('is dropped from a reason', () => {
    expect(parseReason(`Called ${control}back${control}`)).toMatchObject({ value: 'Called back' });
    expect(parseReason(control)).toMatchObject({ ok: false, code: 'reason-empty' });
  });

  test('makes an address none', () => {
    for (const typed of [`${control}ada@example.com`, `a${control}da@example.com`, `ada@exam${control}ple.com`])
      expect([canonicalEmail(typed), mailableEmail(typed)]).toEqual([null, null]);
  });
});

test('a name in another script is a name', () => {
  for (const name of ['فاطمة الفهري', 'משה', 'Ada فاطمة (1)'])
    expect(parseName(name)).toMatchObject({ ok: true, value: name });
});
