import { randomBytes } from 'node:crypto';
import { NextRequest } from 'next/server';
import { expect, test, vi } from 'vitest';
import { proxy } from '#proxy.vercel.ts';

test('attack: on Vercel, behind its own proxy, no client chooses the id of its lines in the log', async () => {
  const address = 'https://connect.example.com';
  for (const [name, value] of Object.entries({
    AUTH_URL: address,
    AUTH_SECRET: randomBytes(33).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    DATABASE_URL: 'postgres://app@db.example.com/app',
    TRUSTED_PROXIES: '1',
  }))
    vi.stubEnv(name, value);
  const { headers } = await proxy(new NextRequest(`${address}/login`, { headers: { 'x-request-id': 'a'.repeat(32) } }));
  expect(headers.get('x-middleware-next')).toBe('1');
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-/);
  expect(headers.get('x-middleware-request-x-request-id')).toBe(headers.get('x-request-id'));
});
