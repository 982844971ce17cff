import { describe, expect, test } from 'vitest';
import { canonicalEmail } from './email-address.ts';

describe('an email has one canonical form', () => {
  test.each(['ada@example.com', ' Ada@Example.COM ', 'ADA@EXAMPLE.COM', 'ａｄａ@example.com', 'ada＠example.com'])(
    '%j',
    (typed) => {
      expect(canonicalEmail(typed)).toBe('ada@example.com');
    },
  );

  test.each([
    ['ada@Bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@почта.рф', 'ada@xn--80a1acny.xn--p1ai'],
    ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah'],
  ])('%j, as mail servers know its domain', (typed, canonical) => {
    expect(canonicalEmail(typed)).toBe(canonical);
  });

  test.each([
    'адa@example.com',
    'ada@bü cher.example',
    'ada@bücher.example/x',
    'ada@bücher@example.com',
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'a@b.com,c@d.com',
    'a@b.com c@d.com',
    'a@b.com\nBcc: c@d.com',
    'a\u0000@b.com',
    `${'a'.repeat(250)}@example.com`,
    'a@b.com;c@d.com',
  ])('%j is none (attack P-03)', (typed) => {
    expect(canonicalEmail(typed)).toBeNull();
  });
});
