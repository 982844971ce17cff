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
