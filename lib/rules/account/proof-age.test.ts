import { describe, expect, test } from 'vitest';
import { hasOlderProof, mayDisown, objectionWins, type Proof, strongestProof } from './proof-age.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const factor = (days: number): Proof => ({ kind: 'second-factor', since: ago(days) });
const provider = (days: number): Proof => ({ kind: 'provider', since: ago(days), provider: 'google' });
const cookie = (days: number): Proof => ({ kind: 'device-cookie', since: ago(days) });

describe('the strongest proof older than a change of two days ago', () => {
  test.each<[string, Proof[], Proof | null]>([
    ['nothing', [], null],
    ['a cookie of the day after', [cookie(1)], null],
    ['a cookie of that very instant', [cookie(2)], null],
    ['a cookie of the day before', [cookie(3)], cookie(3)],
    ['the older of cookie and provider', [provider(30), cookie(40)], cookie(40)],
    ['the older of provider and cookie', [cookie(30), provider(40)], provider(40)],
    ['a second factor of eight days, however old the cookie', [cookie(900), factor(8)], factor(8)],
    ['no second factor of six days', [factor(6)], null],
    ['no second factor of six days beside a cookie', [factor(6), cookie(3)], cookie(3)],
  ])('%s', (_name, proofs, found) => {
    expect(strongestProof(proofs, ago(2), now)).toEqual(found);
    expect(hasOlderProof(proofs, ago(2), now)).toBe(found !== null);
  });

  test('a second factor younger than the change is none, even after a week', () => {
    expect(strongestProof([factor(9)], ago(10), now)).toBeNull();
  });
});

describe('an objection', () => {
  const about = { disputedAt: ago(2), isWaiting: false };
  const waiting = { ...about, isWaiting: true };

  test.each<[string, Proof[], Proof[], boolean, boolean]>([
    // own, others, stops a waiting undo, wins afterwards
    ['with the mailbox alone does nothing', [], [], false, false],
    ['with a cookie of three days does nothing: it blocks no remedy', [cookie(3)], [], false, false],
    ['with a cookie of eight days', [cookie(8)], [], true, true],
    ['against an older cookie that was not shown at the undo', [cookie(8)], [cookie(9)], true, false],
    ['against one of the same age', [cookie(8)], [cookie(8)], true, false],
    ['against a younger provider', [cookie(9)], [provider(8)], true, true],
    ['against a second factor of eight days', [cookie(900)], [factor(8)], true, false],
    ['with a second factor, against an old cookie', [factor(8)], [cookie(900)], true, true],
    ['against a cookie younger than the change', [cookie(8)], [cookie(1)], true, true],
  ])('%s', (_name, own, others, stops, wins) => {
    expect(objectionWins({ own, others }, waiting, now)).toBe(stops);
    expect(objectionWins({ own, others }, about, now)).toBe(wins);
  });
});

describe('a young second factor is removed', () => {
  const enabled = { boundAt: ago(3), browserKnownSince: null };

  test.each<[string, Parameters<typeof mayDisown>, boolean]>([
    ['not by a mailbox alone', [{ knownSince: null, providerSince: null }, enabled], false],
    ['in a browser known since before', [{ knownSince: ago(4), providerSince: null }, enabled], true],
    ['not in one known since after', [{ knownSince: ago(2), providerSince: null }, enabled], false],
    ['with a provider connected before', [{ knownSince: null, providerSince: ago(4) }, enabled], true],
    ['not with one connected after', [{ knownSince: null, providerSince: ago(2) }, enabled], false],
    [
      'not where it was enabled in a browser known longer',
      [
        { knownSince: ago(100), providerSince: null },
        { ...enabled, browserKnownSince: ago(400) },
      ],
      false,
    ],
    [
      'in the browser that enabled it',
      [
        { knownSince: ago(100), providerSince: null },
        { ...enabled, browserKnownSince: ago(100) },
      ],
      true,
    ],
    [
      'with a provider, whatever browser enabled it',
      [
        { knownSince: null, providerSince: ago(50) },
        { ...enabled, browserKnownSince: ago(400) },
      ],
      true,
    ],
  ])('%s', (_name, given, allowed) => {
    expect(mayDisown(...given)).toBe(allowed);
  });
});
