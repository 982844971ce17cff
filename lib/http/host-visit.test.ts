import { expect, test } from 'vitest';
import { hostVisitQuery, parseHostVisit, returnPath } from './host-visit.ts';
import { safePath } from './safe-redirect.ts';

const bind = 'b'.repeat(43);

test.each(['reports.example.com', 'reports.localhost:8443', '127.0.0.1:9000', '[::1]:9000'])(
  'a visit to %s goes on as it came',
  (host) => {
    const visit = { host, to: '/pages/1?of=7', bind };
    expect(parseHostVisit(new URLSearchParams(hostVisitQuery(visit)))).toEqual(visit);
  },
);

test.each(['Reports.example.com', 'a@b', 'a/b', 'a b', '', 'x'.repeat(263)])('a visit to %j is none', (host) => {
  expect(parseHostVisit(new URLSearchParams({ host, to: '/', bind }))).toBeNull();
});

test('a path that would make our own addresses too long leads to the first page', () => {
  for (const [mark, most] of [
    ['a', 1390],
    ['!', 460],
    ['%', 460],
    ['\u00e4', 460],
  ] as const) {
    const path = returnPath(`/${mark.repeat(1900)}`);
    expect(path).toBe('/');
    const fits = returnPath(`/${mark.repeat(Math.floor(most / 8))}`);
    const visit = hostVisitQuery({ host: 'h'.repeat(262), to: fits, bind });
    expect(fits).not.toBe('/');
    expect(safePath(`/apps/waiting?${visit}`)).toBe(`/apps/waiting?${visit}`);
  }
  const longest = returnPath(`/${'!'.repeat(455)}`);
  expect(safePath(`/apps/waiting?${hostVisitQuery({ host: 'h'.repeat(262), to: longest, bind })}`)).not.toBe('/');
  expect(longest).not.toBe('/');
});
