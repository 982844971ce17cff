import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTypedCode, parseTypedRecoveryCode } from './typed-code.ts';

const readingOf = (typed: string) => {
  const read = parseTypedCode(typed);
  return read.ok ? read.value : read.code;
};

describe('a code is read however it was typed', () => {
  test.each([
    '123456',
    '123 456',
    '123-456',
    ' 123456\n',
    '123–456',
    '１２３４５６',
    '١٢٣٤٥٦',
    '۱۲۳۴۵۶',
    '१२३४५६',
    '12\u200B3456',
    '123\u00A0456',
    '১২৩৪৫৬',
    '๑๒๓๔๕๖',
    '၁၂၃၄၅၆',
    '௧௨௩௪௫௬',
    '૧૨૩૪૫૬',
    '𝟏𝟐𝟑𝟒𝟓𝟔',
    '123.456',
    '+123456',
    '(123 456).',
    'Your code is 123456',
    'Code: 123-456. Valid for 30 seconds!',
    '您的验证码是123456。',
  ])('%j', (typed) => {
    expect(readingOf(typed)).toEqual({ method: 'totp', code: '123456' });
  });

  test.each([
    ['', 'code-empty'],
    ['  ', 'code-empty'],
    ['12345', 'code-length'],
    ['1234567', 'code-length'],
    ['12345a', 'code-shape'],
    ['1e5000', 'code-shape'],
    ['12.456', 'code-length'],
    ['no code', 'code-shape'],
    ['123456 or 654321', 'code-shape'],
    ['²³¹²³¹x', 'code-shape'],
  ])('%j is refused as %s', (typed, code) => {
    expect(readingOf(typed)).toBe(code);
  });

  test('every spelling of six digits is the same code, so that replay and counters see one', () => {
    const separators = fc.array(fc.constantFrom(' ', '-', '–', '\u00A0', '\t', ''), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), separators, (number, between) => {
        const digits = String(number).padStart(6, '0');
        const typed = [...digits].map((digit, index) => between[index] + digit).join('') + between[6];
        expect(readingOf(typed)).toEqual({ method: 'totp', code: digits });
      }),
    );
  });

  test('nothing that can be typed makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => void parseTypedCode(typed)));
  });
});

describe('a one-time password is recognised', () => {
  test.each(['K7M4-Q2XT-9RHD-3WZC', 'k7m4q2xt9rhd3wzc', ' k7m4 q2xt 9rhd 3wzc '])('in the code field: %j', (typed) => {
    expect(readingOf(typed)).toEqual({ method: 'recovery-code', code: 'K7M4Q2XT9RHD3WZC' });
  });

  test('O reads as 0, I and L as 1, in its own field', () => {
    expect(parseTypedRecoveryCode('OOII-LLoo-iill-ABCD')).toMatchObject({
      ok: true,
      value: { code: '001111001111ABCD' },
    });
  });

  test('six digits in its own field are a code of the app', () => {
    expect(parseTypedRecoveryCode('123 456')).toMatchObject({ ok: true, value: { method: 'totp', code: '123456' } });
    expect(parseTypedRecoveryCode('12345')).toMatchObject({ ok: false, code: 'recovery-code-shape' });
    expect(parseTypedRecoveryCode(' ')).toMatchObject({ ok: false, code: 'recovery-code-empty' });
  });
});
