import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactSpan } from './redact-span.ts';

const span = (facts: Partial<Parameters<typeof redactSpan>[0]>) =>
  redactSpan({ name: 'GET', attributes: {}, status: { code: 0 }, events: [], ...facts }, 100);

test('attack: the token of a link in a span that the collector keeps: addresses lose their query and fragment', () => {
  const { name, attributes } = span({
    name: 'fetch GET https://graph.example.com/me?access_token=CANARY',
    attributes: {
      'http.target': '/link/reset?token=CANARY',
      'http.url': 'https://user:CANARY@graph.example.com/me#CANARY',
      'next.segment': '__PAGE__?{"token":"CANARY with spaces"}',
      'next.span_name': 'GET /link/reset%3Ftoken=CANARY',
      'next.route': '/link/[purpose]',
      'http.status_code': 200,
      'next.rsc': false,
    },
  });
  expect(name).toBe('fetch GET https://graph.example.com/me');
  expect(attributes).toEqual({
    'http.target': '/link/reset',
    'http.url': 'https://graph.example.com/me',
    'next.segment': '__PAGE__',
    'next.span_name': 'GET /link/reset',
    'next.route': '/link/[purpose]',
    'http.status_code': 200,
    'next.rsc': false,
  });
});

test.each([
  '/link/reset-password%253Ftoken=CANARY',
  '/link/reset-password%25253ftoken%3DCANARY',
  '/link/reset-password&token=CANARY',
  '/link/reset-password=3Ftoken=3DCANARY',
])('attack: the token of a link that a mail program re-encoded: %s', (target) => {
  expect(span({ attributes: { 'http.target': target } }).attributes).toEqual({ 'http.target': '/link/reset-password' });
});

test('attack: an exception that quotes what was typed: only its kind is exported', () => {
  const { status, events } = span({
    status: { code: 2, message: 'no such user: ada@example.com' },
    events: [
      {
        name: 'exception',
        attributes: {
          'exception.type': 'Error',
          'exception.message': 'params: ada@example.com',
          'exception.stacktrace': 'Error: params: ada@example.com\n    at query',
        },
      },
    ],
  });
  expect(status).toEqual({ code: 2 });
  expect(events).toEqual([{ name: 'exception', attributes: { 'exception.type': 'Error' } }]);
});

test('unknown attributes are dropped, and so are lists', () => {
  const attributes = { 'enduser.id': 'ada', 'http.request.header.cookie': ['session=1'], 'next.params': ['ada'] };
  expect(span({ attributes }).attributes).toEqual({});
});

test('nothing after a question mark is exported, and nothing is longer than the limit', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (path, query) => {
      const text = `/${path}?CANARY${query}`;
      const out = JSON.stringify(span({ name: text, attributes: { 'http.target': text }, events: [{ name: text }] }));
      expect(out.includes('CANARY')).toBe(path.includes('CANARY'));
      expect(span({ name: text }).name.length).toBeLessThanOrEqual(100);
    }),
  );
});
