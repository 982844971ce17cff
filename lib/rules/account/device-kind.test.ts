import { describe, expect, test } from 'vitest';
import { browserName } from '../../http/browser-name.ts';
import { deviceKind } from './device-kind.ts';

describe('the device of a browser', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
      'laptop',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'laptop',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'laptop'],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
      'laptop',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'phone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36',
      'phone',
    ],
    ['curl/8.5.0', 'unknown'],
    ['', 'unknown'],
  ])('%s: %s', (userAgent, kind) => {
    expect(deviceKind(browserName(userAgent))).toBe(kind);
  });

  test.each([
    ['Safari on iPadOS', 'tablet'],
    ['An administrator', 'unknown'],
    // A name of a browser that is a place of an operating system.
    ['iOS', 'unknown'],
  ])('%s: %s', (name, kind) => {
    expect(deviceKind(name)).toBe(kind);
  });
});
