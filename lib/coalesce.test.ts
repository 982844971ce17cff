import { expect, test } from 'vitest';
import { coalesce } from './coalesce.ts';

/** Work whose rounds the test ends by hand. */
function stage() {
  const ends: (() => void)[] = [];
  const ask = coalesce(() => new Promise<void>((end) => void ends.push(end)));
  const settled = () => new Promise((resume) => setImmediate(resume));
  return { ends, ask, settled };
}

test('one run at a time; calls made during it share the next one', async () => {
  const { ends, ask, settled } = stage();
  const first = ask();
  const [second, third] = [ask(), ask()];
  await settled();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await first;
  await settled();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await Promise.all([second, third]);
});

test('a caller waits for the next round and no longer, however many go on calling', async () => {
  const { ends, ask, settled } = stage();
  void ask();
  let isLetGo = false;
  void ask().then(() => {
    isLetGo = true;
  });
  for (let round = 0; round < 2; round += 1) {
    expect(isLetGo).toBe(false);
    void ask();
    ends[round]?.();
    await settled();
    void ask();
  }
  expect(isLetGo).toBe(true);
});

test('a failed round rejects for its callers, and the next one begins', async () => {
  let count = 0;
  const ask = coalesce(async () => {
    count += 1;
    if (count === 1) throw new Error('the first one');
  });
  const [first, second] = [ask(), ask()];
  await expect(first).rejects.toThrow('the first one');
  await second;
  await ask();
  expect(count).toBe(3);
});
