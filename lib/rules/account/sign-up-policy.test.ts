import { describe, expect, test } from 'vitest';
import { chooseConfirmedAddress, foldDomain, refuseSignUp } from './sign-up-policy.ts';

const domains = ['example.com', 'xn--bcher-kva.example'];
const policy = { signup: 'open', signupDomains: domains } as const;

describe('who may sign up', () => {
  test.each(['ada@example.com', 'ada@bücher.example', 'ada@xn--bcher-kva.example', '"a@b"@example.com'])(
    '%s is at one of the domains',
    (email) => expect(refuseSignUp(policy, email)).toBeNull(),
  );

  test.each([
    'ada@sub.example.com',
    'ada@example.com.evil.example',
    'ada@notexample.com',
    'example.com@evil.example',
    '"ada@example.com"@evil.example',
    'ada@example.org',
    'ada',
  ])('attack: %s is not', (email) => {
    expect(refuseSignUp(policy, email)).toMatchObject({
      code: 'signup-domain',
      facts: { domains: 'example.com or xn--bcher-kva.example' },
    });
  });

  test('attack: an address that outlived the job, at a Google account that another organisation manages', () => {
    expect(refuseSignUp(policy, 'ada@example.com', 'evil.example')).toMatchObject({ code: 'signup-domain' });
    expect(refuseSignUp(policy, 'ada@example.com', 'Example.com')).toBeNull();
    expect(refuseSignUp(policy, 'ada@example.com', null)).toBeNull();
  });

  test('no domains are all domains, and a closed or invited one says why', () => {
    expect(refuseSignUp({ signup: 'open', signupDomains: [] }, 'ada@anywhere.example', 'any.example')).toBeNull();
    expect(refuseSignUp({ signup: 'closed', signupDomains: domains }, 'ada@example.com')?.code).toBe('signup-closed');
    expect(refuseSignUp({ signup: 'invitation', signupDomains: domains }, 'ada@example.com')?.code).toBe(
      'signup-by-invitation',
    );
  });
});

describe('a domain', () => {
  test.each([
    [' Example.COM. ', 'example.com'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['a_b.example.com', 'a_b.example.com'],
  ])('%j is %s', (typed, folded) => expect(foldDomain(typed)).toBe(folded));

  test.each([
    '',
    '@example.com',
    '*.example.com',
    'example',
    'example.com:8080',
    'a/b.com',
    '203.0.113.7',
    '[::1]',
    'a b.com',
    '..',
    'a..b.com',
  ])('%j is none', (typed) => expect(foldDomain(typed)).toBeNull());
});

describe('the address of a newcomer from GitHub', () => {
  const address = (email: string, is: string) => ({ email, primary: is.includes('p'), verified: is.includes('v') });
  const everyone = { signup: 'open', signupDomains: [] } as const;

  test.each([
    ['the primary one', [address('b@x.example', 'v'), address('a@x.example', 'pv')], 'a@x.example'],
    [
      'another confirmed one, where the primary is not',
      [address('a@x.example', 'p'), address('b@x.example', 'v')],
      'b@x.example',
    ],
    ['none, where none is confirmed', [address('a@x.example', 'p'), address('b@x.example', '')], null],
  ])('is %s', (_which, addresses, chosen) => expect(chooseConfirmedAddress(addresses, everyone)).toBe(chosen));

  test('is the one that may sign up, where only some may', () => {
    expect(chooseConfirmedAddress([address('a@x.example', 'pv'), address('b@example.com', 'v')], policy)).toBe(
      'b@example.com',
    );
    expect(chooseConfirmedAddress([address('a@x.example', 'pv'), address('b@example.com', '')], policy)).toBe(
      'a@x.example',
    );
  });
});
