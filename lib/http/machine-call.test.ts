import { expect, test } from 'vitest';
import { isMachineCall } from './machine-call.ts';
import { validateRequest } from './request-shape.ts';

test('attack: only the endpoints of the protocol are for machines, and no page or action beside them', () => {
  for (const path of ['token', 'userinfo', 'introspection', 'revocation', 'par', 'jwks'])
    expect(isMachineCall(`/oidc/${path}`, 'GET')).toBe(true);
  // Only turned into a GET.
  for (const path of ['/oidc/authorize', '/oidc/logout']) expect(isMachineCall(path, 'POST')).toBe(true);
  for (const path of [
    ...['/oidc/authorize', '/oidc/authorize/abc', '/oidc/token/', '/oidc/token/x', '/oidc/tokens', '/OIDC/token'],
    ...['/login', '/', '/api/health', '/authorize/abc', '/x/oidc/token', '/oidc//token', '/.well-known/security.txt'],
  ])
    expect(isMachineCall(path, 'GET'), path).toBe(false);
  for (const path of ['/sign-out', '/oidc/authorize/abc', '/oidc/logout/confirm', '/login'])
    expect(isMachineCall(path, 'POST'), path).toBe(false);
});

const seen = {
  method: 'POST',
  contentLength: '10',
  contentType: 'application/json',
  transferEncoding: null,
  isAction: false,
  routerState: null,
  origin: 'https://app.example',
  fetchSite: 'cross-site',
  ours: 'https://connect.example.com',
  maxBytes: 100,
  isMachineCall: true,
};

test('machines send from anywhere; what is too large, another method or an action of a page is turned away', () => {
  expect(validateRequest(seen)).toBeNull();
  expect(validateRequest({ ...seen, method: 'OPTIONS', contentLength: null })).toBeNull();
  expect(validateRequest({ ...seen, contentLength: '101' })?.status).toBe(413);
  expect(validateRequest({ ...seen, method: 'PUT' })?.status).toBe(405);
  expect(validateRequest({ ...seen, isAction: true })?.status).toBe(403);
  expect(validateRequest({ ...seen, transferEncoding: 'gzip' })?.status).toBe(501);
  expect(validateRequest({ ...seen, isMachineCall: false })?.status).toBe(403);
});
