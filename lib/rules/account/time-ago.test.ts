import { expect, test } from 'vitest';
import { formatsOf } from '../../words/format.ts';
import { timeAgo } from './time-ago.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (days: number) => timeAgo(new Date(now.getTime() - days * 86_400_000), now, formatsOf('en-GB'));

test('how long ago is said in days, then in months and years; a clock ahead of ours is today', () => {
  expect([-0.1, 0.9, 1, 6.99, 59].map(ago)).toEqual(['today', 'today', 'yesterday', '6 days ago', '59 days ago']);
  expect([61, 364, 729, 800].map(ago)).toEqual(['2 months ago', '11 months ago', '23 months ago', '2 years ago']);
});
