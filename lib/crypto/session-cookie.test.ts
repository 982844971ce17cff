import { describe, expect, test } from 'vitest';
import { openSessionCookie, sealSessionCookie } from './session-cookie.ts';
import { generateToken } from './token.ts';

describe('the session cookie', () => {
  const token = { sub: 'ada', sid: generateToken() };
  const [older, newer] = ['o'.repeat(32), 'n'.repeat(32)];
  const cookie = sealSessionCookie('session', token, [older]);

  test('opens with the secret that sealed it, also after a newer one was put in front; tells nothing', () => {
    expect(openSessionCookie('session', cookie, [older])).toEqual(token);
    expect(openSessionCookie('session', cookie, [newer, older])).toEqual(token);
    expect(openSessionCookie('session', sealSessionCookie('session', token, [newer, older]), [newer])).toEqual(token);
    expect(cookie).not.toMatch(/ada/);
    expect(cookie).not.toContain(token.sid);
  });

  test('a forged one opens nothing: another secret, another cookie, another purpose, bits changed (attack S-08)', () => {
    expect(openSessionCookie('session', cookie, [newer])).toBeNull();
    expect(openSessionCookie('__Host-session', cookie, [older])).toBeNull();
    expect(openSessionCookie('session', sealSessionCookie('challenge', token, [older]), [older])).toBeNull();
    expect(openSessionCookie('session', `${cookie.slice(0, -4)}AAAA`, [older])).toBeNull();
    for (const value of [null, undefined, '', '....', 'v1.x.y.z', cookie.padEnd(2000, 'A'), 'ada', '[object Object]'])
      expect(openSessionCookie('session', value, [older])).toBeNull();
  });
});
