import { describe, expect, test } from 'vitest';
import { readAnswer, readFailure, stepOf } from './provider-answer.ts';
import { describeProviderFault, type ProviderTrace } from './provider-fault.ts';

const nothing: ProviderTrace = { returned: null, call: null, complaint: null };
const diagnose = (trace: Partial<ProviderTrace>) =>
  describeProviderFault('google', { ...nothing, ...trace }, 'https://connect.example.com');

describe('what a provider says', () => {
  test.each([
    ['redirect_uri_mismatch', 'settings', 'AUTH_URL'],
    ['unauthorized_client', 'settings', 'AUTH_GOOGLE_ID'],
    ['application_suspended', 'settings', 'AUTH_GOOGLE_ID'],
    ['invalid_scope', 'settings', 'AUTH_GOOGLE_ID'],
    ['admin_policy_enforced', 'settings', 'AUTH_GOOGLE_ID'],
    ['temporarily_unavailable', 'provider', undefined],
    ['a word that nobody knows', 'provider', undefined],
  ])('in the callback URL, %s: %s', (returned, cause, setting) => {
    const fault = diagnose({ returned });
    expect(fault).toMatchObject({ cause, reason: `the provider sent the person back with “${returned}”` });
    expect(fault.settings[0]).toBe(setting);
  });

  test.each([
    ['unexpected JWT "iss" (issuer) claim value', 'settings', 'AUTH_GOOGLE_ISSUER'],
    ['"response" body "issuer" property does not match the expected value', 'settings', 'AUTH_GOOGLE_ISSUER'],
    ['unexpected JWT "aud" (audience) claim value', 'settings', 'AUTH_GOOGLE_ID'],
    ['no applicable key found in the JSON Web Key Set', 'settings', 'AUTH_GOOGLE_ISSUER'],
    ['unexpected ID Token "nonce" claim value', 'person', undefined],
  ])('in a token: %s', (complaint, cause, setting) => {
    const fault = diagnose({ complaint, call: readAnswer('token', 200, '{}') });
    expect(fault).toMatchObject({ cause, reason: complaint });
    expect(fault.settings[0]).toBe(setting);
  });

  test('about times points to the clock', () => {
    expect(diagnose({ complaint: '"exp" claim timestamp check failed' }).advice).toContain('clock');
  });

  test('about a used code is no fault of a setting', () => {
    expect(diagnose({ call: readAnswer('token', 400, '{"error":"invalid_grant"}') })).toMatchObject({
      cause: 'person',
    });
  });

  test('keeps no token, no user and no more than a word of a response', () => {
    const body = JSON.stringify({ error: `x${'y'.repeat(500)}`, access_token: 'secret', email: 'ada@example.com' });
    const text = JSON.stringify(readAnswer('token', 400, body));
    expect(text).not.toMatch(/secret|ada@/);
    expect(text.length).toBeLessThan(200);
  });

  test.each([
    ['profile', 404, '{"message":"Not Found"}', 'AUTH_GOOGLE_ID'],
    ['profile', 403, '{"message":"API rate limit exceeded for 203.0.113.7"}', undefined],
    ['profile', 200, '<!doctype html>', 'AUTH_GOOGLE_ISSUER'],
    ['token', 502, '<!doctype html>', undefined],
    ['token', 400, '{"error":"something new"}', 'AUTH_GOOGLE_ID'],
    ['discovery', 404, '<!doctype html>', 'AUTH_GOOGLE_ISSUER'],
  ] as const)('at the step %s with %i %s', (step, status, body, setting) => {
    expect(diagnose({ call: readAnswer(step, status, body) }).settings[0]).toBe(setting);
  });

  test('or does not say', () => {
    const error = new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
    expect(diagnose({ call: readFailure('token', error) })).toMatchObject({
      cause: 'provider',
      reason: 'token: it does not answer (ENOTFOUND)',
      settings: ['AUTH_GOOGLE_ISSUER'],
    });
  });

  test('or not in time', () => {
    expect(diagnose({ call: readFailure('token', new Error('no whole answer within 10000 ms')) }).reason).toBe(
      'token: it does not answer (no whole answer within 10000 ms)',
    );
  });

  test('the steps are told apart by address', () => {
    const steps = [
      '/.well-known/openid-configuration',
      '/oauth2/v3/certs',
      '/login/oauth/access_token',
      '/user/emails',
    ];
    expect(steps.map((path) => stepOf(new URL(path, 'https://x.example')))).toEqual([
      'discovery',
      'keys',
      'token',
      'profile',
    ]);
  });
});
