import { expect, test } from 'vitest';
import { soakReport } from './report.mjs';

test('a part that is run anew replaces its own row; the others stay', () => {
  const fuzz = (/** @type {number} */ turns) => ({ fuzz: { turns, failed: 0, seconds: 60, figures: [] } });
  const kills = { kills: { turns: 1, failed: 0, seconds: 60, figures: [] } };
  const first = soakReport({ ...fuzz(1), ...kills }, new Date(0), '');
  const second = soakReport(fuzz(2), new Date(0), first);
  expect(second.match(/^\| (fuzz|kills) .*$/gm)).toEqual(['| kills | 1 | 0 | 1 |  |', '| fuzz | 2 | 0 | 1 |  |']);
  expect(soakReport(fuzz(2), new Date(0), second)).toBe(second);
});
