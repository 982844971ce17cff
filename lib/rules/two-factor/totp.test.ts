import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { codeAt, matchStep, minutesFast, minutesSlow, otpauthUri, stepAt } from './totp.ts';

/** The shared secret of RFC 6238 appendix B and RFC 4226 appendix D. */
const secret = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

describe('the codes are those of the RFCs', () => {
  // RFC 6238 appendix B, SHA-1 rows, cut to six digits as RFC 4226 §5.3 truncates.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('RFC 6238: at %i s the code is %s', (seconds, code) => {
    expect(codeAt(secret, stepAt(at(seconds)))).toBe(code);
  });

  // RFC 4226 appendix D: the counter is the step.
  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, counter) => [counter, code] as const,
    ),
  )('RFC 4226: counter %i gives %s', (counter, code) => {
    expect(codeAt(secret, counter)).toBe(code);
  });
});

describe('the window is one step either side', () => {
  const now = at(1_700_000_015);
  const here = stepAt(now);

  test.each([
    [-2, null],
    [-1, here - 1],
    [0, here],
    [1, here + 1],
    [2, null],
  ])('a code %i steps away is answered with %s', (offset, step) => {
    expect(matchStep(secret, codeAt(secret, here + offset), now)).toBe(step);
  });

  test('a step begins and ends with its thirty seconds', () => {
    expect(stepAt(at(29.999))).toBe(0);
    expect(stepAt(at(30))).toBe(1);
  });
});

describe('the clock doctor', () => {
  const now = at(1_700_000_015);
  const here = stepAt(now);

  test('tells how slow a phone is whose code is of the last ten minutes', () => {
    expect(minutesSlow(secret, codeAt(secret, here - 6), now)).toBe(3);
    expect(minutesSlow(secret, codeAt(secret, here - 20), now)).toBe(10);
    expect(minutesSlow(secret, codeAt(secret, here - 21), now)).toBeNull();
  });

  test('never looks ahead at sign-in: that would tell which code is good soon', () => {
    expect(minutesSlow(secret, codeAt(secret, here + 4), now)).toBeNull();
    expect(minutesFast(secret, codeAt(secret, here + 4), now)).toBe(2);
  });
});

describe('the otpauth address', () => {
  test('names issuer and account both in the label and as a parameter', () => {
    expect(otpauthUri(secret, 'ada@example.com', 'Axelor Connect')).toBe(
      'otpauth://totp/Axelor%20Connect:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Axelor%20Connect',
    );
  });

  test.each(['a&secret=AAAA@example.com', 'a?b#c%d"<>@example.com', 'x:y@example.com'])(
    'injects nothing for %s (attack E-10)',
    (account) => {
      const url = new URL(otpauthUri(secret, account, 'Axelor Connect'));
      expect(url.searchParams.getAll('secret')).toEqual(['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ']);
      expect(url.searchParams.getAll('issuer')).toEqual(['Axelor Connect']);
      expect(decodeURIComponent(url.pathname).split(':')).toHaveLength(2);
    },
  );
});
