import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { checkSealingKeys, proveSealingKeys } from './check-sealing-keys.ts';

let testEnvironment: TestEnvironment;
beforeAll(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterAll(() => testEnvironment.close());

const another = (id: string) => ({ id, key: randomBytes(32) });

test('a key that shares only the name of the one that sealed here is noticed, before and after there is a proof (attack A-53)', async () => {
  const right = testEnvironment.at(0).settings.encryptionKeys;
  const [first] = right;
  const check = (keys: typeof right) => checkSealingKeys(testEnvironment.db, keys);
  expect(await check([another('k1')])).toEqual([]);

  await testEnvironment.enrol(await testEnvironment.person());
  expect(await check(right)).toEqual([]);
  expect(await check([another('k1')])).toEqual([{ keyId: 'k1', fault: 'other-bytes' }]);
  expect(await check([another('k2')])).toEqual([{ keyId: 'k1', fault: 'missing' }]);
  expect(await check([another('k2'), ...right])).toEqual([]);

  const rotated = [another('k2'), ...right];
  await proveSealingKeys(testEnvironment.db, rotated);
  await proveSealingKeys(testEnvironment.db, [another('k2'), ...right]);
  expect(await check(rotated)).toEqual([]);
  expect(await check([another('k2'), ...right])).toEqual([{ keyId: 'k2', fault: 'other-bytes' }]);
  expect(await check(rotated.slice(0, 1))).toEqual([{ keyId: 'k1', fault: 'missing' }]);
  expect(await check([{ id: 'k2', key: first?.key ?? Buffer.alloc(0) }, ...right])).toEqual([
    { keyId: 'k2', fault: 'other-bytes' },
  ]);
});
