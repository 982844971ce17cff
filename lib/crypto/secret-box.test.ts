import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { open, seal } from './secret-box.ts';

describe('sealed secrets', () => {
  const key = (id: string) => ({ id, key: randomBytes(32) });
  const [k1, k2] = [key('k1'), key('k2')];
  const ada = { purpose: 'totp', userId: 'ada', rowId: 'row-1' } as const;
  const secret = randomBytes(20);

  test('open for their owner, and every sealing looks different (attack D-04)', () => {
    const sealed = seal(secret, ada, [k1]);
    expect(open(sealed, ada, [k1])).toEqual(secret);
    expect(seal(secret, ada, [k1])).not.toBe(sealed);
    expect(sealed).not.toContain(secret.toString('base64url'));
  });

  test('do not open in another row, for another user, or with bits changed (attack D-02)', () => {
    const sealed = seal(secret, ada, [k1]);
    expect(open(sealed, { ...ada, userId: 'eve' }, [k1])).toBeNull();
    expect(open(sealed, { ...ada, rowId: 'row-2' }, [k1])).toBeNull();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      const opened = open(changed, ada, [k1]);
      // The last character of base64url may carry bits that no byte uses: then it is the same ciphertext.
      if (opened !== null)
        expect(Buffer.from(changed.split('.')[3] ?? '', 'base64url')).toEqual(
          Buffer.from(sealed.split('.')[3] ?? '', 'base64url'),
        );
    }
  });

  test('the first key seals, all open; an unknown key id fails closed', () => {
    const old = seal(secret, ada, [k1]);
    expect(open(old, ada, [k2, k1])).toEqual(secret);
    expect(seal(secret, ada, [k2, k1]).split('.')[1]).toBe('k2');
    expect(open(old, ada, [k2])).toBeNull();
  });

  test.each(['', 'v1', 'v1.k1', 'v1.k1..', 'v2.k1.AAAA.AAAA', 'v1.k1.AAAA.AAAA', '....'])(
    'the envelope %j opens nothing',
    (envelope) => {
      expect(open(envelope, ada, [k1])).toBeNull();
    },
  );
});
