import { describe, expect, test } from 'vitest';
import { validateRequest } from './request-shape.ts';

const ours = 'https://connect.example.com';
const form = {
  method: 'POST',
  contentLength: '120',
  transferEncoding: null,
  contentType: 'multipart/form-data; boundary=x',
  isAction: true,
  routerState: null,
  origin: ours,
  fetchSite: 'same-origin',
  ours,
  maxBytes: 1000,

  isMachineCall: false,
};

describe('the request filter', () => {
  test('lets pages and forms of ours pass', () => {
    expect(validateRequest(form)).toBeNull();
    expect(validateRequest({ ...form, isAction: false, contentType: 'application/x-www-form-urlencoded' })).toBeNull();
    expect(
      validateRequest({
        ...form,
        method: 'GET',
        isAction: false,
        contentLength: null,
        contentType: null,
        origin: null,
      }),
    ).toBeNull();
  });

  test.each([
    [{ method: 'PUT' }, 405],
    [{ method: 'TRACE' }, 405],
    [{ method: 'GET' }, 405],
    [{ routerState: 'junk' }, 400],
    [{ method: 'GET', isAction: false, routerState: '' }, 400],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: null, fetchSite: null }, 403],
    [{ transferEncoding: 'x' }, 501],
    [{ transferEncoding: 'chunked, x' }, 501],
    [{ contentLength: null }, 411],
    [{ contentLength: null, transferEncoding: 'chunked' }, 411],
    [{ contentLength: '1001' }, 413],
    [{ contentLength: 'NaN' }, 413],
    [{ contentType: 'text/plain;charset=UTF-8' }, 415],
    [{ contentType: 'application/json' }, 415],
    [{ contentType: null }, 415],
    [{ contentType: 'application/x-www-form-urlencoded' }, 415],
  ])('answers %j with %i', (change, status) => {
    expect(validateRequest({ ...form, ...change })?.status).toBe(status);
  });
});
