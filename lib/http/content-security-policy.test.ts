import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

describe('the content security policy', () => {
  const policy = contentSecurityPolicy('abc', {
    isHttps: true,
    providers: {
      google: { issuer: 'https://accounts.google.com' },
      github: { webUrl: 'https://git.example/enterprise' },
    },
  });

  test('has no way for inline or foreign code (attack H-01)', () => {
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic'");
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(part);
  });

  test('lets forms lead to the configured providers and nowhere else', () => {
    expect(policy).toContain("form-action 'self' https://accounts.google.com https://git.example;");
  });
});
