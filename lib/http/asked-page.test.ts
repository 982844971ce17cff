import { expect, test } from 'vitest';
import { pageToReturnTo } from './asked-page.ts';

test.each([
  ['/profile', '/profile?dialog=email&method=one-time-password', '/profile?dialog=email&method=one-time-password'],
  ['/profile', '/profile/connections?dialog=connect-google', '/profile/connections?dialog=connect-google'],
  ['/admin', '/admin/people/abc?dialog=disable&_rsc=1', '/admin/people/abc?dialog=disable'],
  ['/profile/activity', '/profile/activity?filter=sign-ins&page=2', '/profile/activity?filter=sign-ins&page=2'],
  ['/', '/', '/'],
])('a user whose session ended on %s comes back to the view that was open: %s', (page, asked, expected) => {
  expect(pageToReturnTo(page, asked)).toBe(expected);
});

test.each([
  ['/profile?done=email', 'what was done is over'],
  ['/profile?error=password-wrong', 'what failed is over'],
  ['/profiles?dialog=email', 'a page of another name'],
  ['/admin?dialog=email', 'a page that was not asked for'],
  ['//evil.example/profile', 'another host'],
  ['https://evil.example/profile', 'another site'],
  ['http://', 'no address'],
  [null, 'nothing'],
])('attack: %s leads to the page itself (%s)', (asked: string | null, _why: string) => {
  expect(pageToReturnTo('/profile', asked)).toBe('/profile');
});
