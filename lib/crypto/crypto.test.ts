import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from './password-hash.ts';
import { generateRecoverySalt, hashRecoveryCode, sameHash } from './recovery-hash.ts';
import { open, seal } from './secret-box.ts';
import { openSessionCookie, sealSessionCookie } from './session-cookie.ts';
import { generateToken, hashToken } from './token.ts';
import { QueueFull, workQueue } from './work-queue.ts';

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

describe('the session cookie', () => {
  const token = { sub: 'ada', sid: generateToken() };
  const [older, newer] = ['o'.repeat(32), 'n'.repeat(32)];
  const cookie = sealSessionCookie('session', token, [older]);

  test('opens with the secret that sealed it, also after a newer one was put in front; tells nothing', () => {
    expect(openSessionCookie('session', cookie, [older])).toEqual(token);
    expect(openSessionCookie('session', cookie, [newer, older])).toEqual(token);
    expect(openSessionCookie('session', sealSessionCookie('session', token, [newer, older]), [newer])).toEqual(token);
    expect(cookie).not.toMatch(/ada/);
    expect(cookie).not.toContain(token.sid);
  });

  test('a forged one opens nothing: another secret, another cookie, another purpose, bits changed (attack S-08)', () => {
    expect(openSessionCookie('session', cookie, [newer])).toBeNull();
    expect(openSessionCookie('__Host-session', cookie, [older])).toBeNull();
    expect(openSessionCookie('session', sealSessionCookie('challenge', token, [older]), [older])).toBeNull();
    expect(openSessionCookie('session', `${cookie.slice(0, -4)}AAAA`, [older])).toBeNull();
    for (const value of [null, undefined, '', '....', 'v1.x.y.z', cookie.padEnd(2000, 'A'), 'ada', '[object Object]'])
      expect(openSessionCookie('session', value, [older])).toBeNull();
  });
});

describe('passwords', () => {
  test('are stored as argon2id at the OWASP cost, each with its own salt (attack D-07)', async () => {
    const [one, other] = await Promise.all([
      hashPassword('tulip anvil copper moon'),
      hashPassword('tulip anvil copper moon'),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(other).not.toBe(one);
  });

  test('are checked exactly, except that é is é however it is composed', async () => {
    const stored = await hashPassword('caf\u00e9 on the corner');
    expect(await verifyPassword(stored, 'cafe\u0301 on the corner')).toBe(true);
    expect(await verifyPassword(stored, 'Caf\u00e9 on the corner')).toBe(false);
    expect(await verifyPassword(stored, 'caf\u00e9 on the corner ')).toBe(false);
  });

  test('of an account without one are never right', async () => {
    expect(await verifyPassword(null, 'anything at all')).toBe(false);
  });

  test('made at a lower cost are outdated', async () => {
    expect(isOutdated(await hashPassword('tulip anvil copper moon'), 'tulip anvil copper moon')).toBe(false);
    expect(
      isOutdated(
        '$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$E4hQ8m9ZJb2fmIZQEoTpAC1nYbFrqWvsBBpWYUrBQ2Q',
        'tulip anvil copper moon',
      ),
    ).toBe(true);
  });
});

describe('recovery codes', () => {
  test('have equal hashes under one salt and others under another', async () => {
    const [salt, other] = [generateRecoverySalt(), generateRecoverySalt()];
    const hash = await hashRecoveryCode('K7M4Q2XT9RHD3WZC', salt);
    expect(sameHash(hash, await hashRecoveryCode('K7M4Q2XT9RHD3WZC', salt))).toBe(true);
    expect(sameHash(hash, await hashRecoveryCode('K7M4Q2XT9RHD3WZC', other))).toBe(false);
    expect(sameHash(hash, 'AAAA')).toBe(false);
  });
});

test('tokens carry 256 bits and are stored as something else', () => {
  const token = generateToken();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(hashToken(token)).not.toBe(token);
  expect(hashToken(token)).toBe(hashToken(token));
});

describe('the work queue', () => {
  test('runs no more than its limit at once, and everything in the end', async () => {
    const queued = workQueue(2, 100);
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 50 }, () => queued(work)));
    expect(most).toBe(2);
    expect(running).toBe(0);
  });

  test('says so when too much waits, and goes on after a piece that failed', async () => {
    const queued = workQueue(1, 1);
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const first = queued(() => gate);
    const second = queued(() => Promise.reject(new Error('broken')));
    await expect(queued(async () => 'third')).rejects.toThrow(QueueFull);
    finish();
    await first;
    await expect(second).rejects.toThrow('broken');
    await expect(queued(async () => 'fourth')).resolves.toBe('fourth');
  });
});
