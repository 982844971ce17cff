import { describe, expect, test } from 'vitest';
import { comesFromUs } from './same-origin.ts';

describe('a change comes from our own pages', () => {
  const ours = 'https://connect.example.com';
  test.each([
    [ours, null, true],
    [ours, 'cross-site', true],
    [null, 'same-origin', true],
    [null, 'same-site', false],
    [null, 'none', false],
    [null, null, false],
    ['null', 'same-origin', false],
    ['https://evil.example', 'same-origin', false],
    ['http://connect.example.com', null, false],
    ['https://connect.example.com:8443', null, false],
  ])('Origin %j with Sec-Fetch-Site %j: %s (attacks F-01, F-02, F-04)', (origin, fetchSite, fromUs) => {
    expect(comesFromUs(ours, { origin, fetchSite })).toBe(fromUs);
  });
});
