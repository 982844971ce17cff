/** Thrown when too much work waits already; the caller says "busy" instead of growing without bound. */
export class QueueFull extends Error {}

/**
 * Runs at most `atOnce` pieces of work together; `waiting` more may queue.
 * Hashing shares libuv's few threads with the file system and DNS: unbounded, fifty sign-ins would
 * stall every other page.
 */
export function workQueue(atOnce: number, waiting: number) {
  let running = 0;
  const queue: (() => void)[] = [];

  async function queued<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new QueueFull('Too many passwords wait to be checked');
      await new Promise<void>((start) => queue.push(start));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      // The place is passed on, not freed: no other work can take it in between.
      if (next) next();
      else running -= 1;
    }
  }
  return Object.assign(queued, { depth: () => ({ running, waiting: queue.length }) });
}
