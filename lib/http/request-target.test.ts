import { expect, test } from 'vitest';
import { isReadableTarget } from './request-target.ts';

test.each(['/', '/login?x=%FF', '/admin?q=%00', '/Å%C3%85', '/a%2Fb', '/%F0%9F%A7%AD', '*', 'http://localhost/login'])(
  'a place that can be looked for: %s',
  (target) => expect(isReadableTarget(target)).toBe(true),
);

test.each([
  '/%FF',
  '/link/%FF?token=x',
  '/_next/static/%FF',
  '/%',
  '/%E0%A4%A',
  '/%C0%80',
  '/%ED%A0%80',
  '/a%0',
  '/%zz',
  '/%00',
  '/a%00b?x',
  '//%FF',
  'http://localhost/%FF',
])('attack: an address that can’t be decoded: %s', (target) => expect(isReadableTarget(target)).toBe(false));
