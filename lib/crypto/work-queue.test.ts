import { describe, expect, test } from 'vitest';
import { QueueFull, workQueue } from './work-queue.ts';

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
