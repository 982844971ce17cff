import { expect, test } from 'vitest';
import { hostVisitQuery, parseHostVisit } from './host-visit.ts';

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
