import { expect, test } from 'vitest';
import { addRun, drawHistory, readRuns } from './history.mjs';

const goal = (/** @type {string} */ what, /** @type {number} */ is) => ({ what, is, must: 1, aim: 2, isAtLeast: true });
const run = { day: '2026-11-30', commit: 'abcdef123456', people: '1000' };

test('a run adds a line, and its values are read again', () => {
  const csv = addRun(addRun('', { ...run, goals: [goal('sign-ins, “a”', 0.5)] }), {
    ...run,
    goals: [goal('sign-ins, “a”', 0.61234)],
  });
  expect(readRuns(csv).map(({ values }) => values)).toEqual([{ 'sign-ins, “a”': 0.5 }, { 'sign-ins, “a”': 0.612 }]);
});

test('a goal that is new gets a column, one that is gone keeps its own, and holes stay holes', () => {
  const csv = addRun(addRun('', { ...run, goals: [goal('old', 1)] }), { ...run, goals: [goal('new "one"', 2)] });
  expect(csv.split('\n')[0]).toBe('day,commit,people,old,"new ""one"""');
  expect(readRuns(csv).map(({ values }) => values)).toEqual([{ old: 1 }, { 'new "one"': 2 }]);
});

test('the picture has a row a goal, its last value and what must be', () => {
  const svg = drawHistory(addRun('', { ...run, goals: [goal('a < b', 0.5)] }), [goal('a < b', 0.5)]);
  expect(svg).toContain('a &#60; b');
  expect(svg).toContain('0.50 (≥ 1)');
});
