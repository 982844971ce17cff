import { expect, test } from 'vitest';
import { dueUndo, firstHad, leadToYounger, olderAddresses, presentSince, undoneWith } from './address-history.ts';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const createdAt = day(1);
const change = (id: string, fromEmail: string, toEmail: string, fromSince: Date, changedAt: Date) => ({
  id,
  fromEmail,
  toEmail,
  fromSince,
  changedAt,
  undoDueAt: null as Date | null,
  undoneAt: null as Date | null,
});
const first = change('1', 'own', 't1', createdAt, day(10));
const second = change('2', 't1', 't2', day(10), day(12));
const ids = (changes: { id: string }[]) => changes.map(({ id }) => id);

test('an undo undoes its change and every later one that still counts', () => {
  expect(ids(undoneWith([first, second], first))).toEqual(['1', '2']);
  expect(ids(undoneWith([first, second], second))).toEqual(['2']);
  expect(ids(undoneWith([first, { ...second, undoneAt: day(13) }], first))).toEqual(['1']);
});

test('the present email is as old as the last change that counts', () => {
  expect(presentSince([], createdAt)).toEqual(createdAt);
  expect(presentSince([first, second], createdAt)).toEqual(day(12));
  expect(presentSince([first, { ...second, undoneAt: day(13) }], createdAt)).toEqual(day(10));
});

test('a new password ends the undo links to addresses that the account first had later than its present one', () => {
  const backHome = change('3', 't2', 'own', day(12), day(14));
  expect(firstHad([first, second, backHome], 'own', createdAt)).toEqual(createdAt);
  expect(firstHad([first, second, backHome], 't1', createdAt)).toEqual(day(10));
  expect(ids(leadToYounger([first, second, backHome], { email: 'own', createdAt }))).toEqual(['2', '3']);
  // With the thief's email in place the owner's way back stays.
  expect(ids(leadToYounger([first, second], { email: 't2', createdAt }))).toEqual([]);
  // Undone ones count as had all the same.
  expect(ids(leadToYounger([{ ...first, undoneAt: day(11) }], { email: 'own', createdAt }))).toEqual([]);
});

test('of two due undos the one that goes back furthest counts', () => {
  const waiting = [
    { ...first, undoDueAt: day(14) },
    { ...second, undoDueAt: day(13) },
  ];
  expect(dueUndo(waiting, day(12))).toBeNull();
  expect(dueUndo(waiting, day(13))?.id).toBe('2');
  expect(dueUndo(waiting, day(14))?.id).toBe('1');
  expect(dueUndo([{ ...first, undoDueAt: day(13), undoneAt: day(13) }], day(14))).toBeNull();
});

test('every former email is notified of a later change, once, except the two that change', () => {
  const third = change('3', 't2', 'own', day(12), day(13));
  expect(olderAddresses([first, second], { from: 't2', to: 't3' })).toEqual(['t1', 'own']);
  expect(olderAddresses([first, second, third], { from: 'own', to: 't1' })).toEqual(['t2']);
});
