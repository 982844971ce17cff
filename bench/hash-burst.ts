import { load } from './load.ts';
import type { SeedUser } from './seed-data.ts';
import { postPassword } from './visits.ts';

const POSTS = 200;
const IDLE_LOOKS = 100;

/** How long the sign-in page takes (95th percentile) on an idle server and while 200 passwords are being checked. */
export type HashBurst = { idleMs: number; burstMs: number; seconds: number };

/** Attack I-08: passwords are hashed in a queue of their own, so that an attacker who sends many slows no other page. */
export async function measureHashBurst(
  origin: string,
  look: () => Promise<void>,
  next: () => SeedUser,
): Promise<HashBurst> {
  const idle = await load({ atOnce: 1, turns: IDLE_LOOKS, pids: [] }, look);
  let isOver = false;
  const begin = performance.now();
  const posts = Promise.all(Array.from({ length: POSTS }, () => postPassword(origin, next())));
  const over = posts.then(() => {
    isOver = true;
  });
  const during = await load({ atOnce: 1, isOver: () => isOver, pids: [] }, look);
  await over;
  return { idleMs: idle.p95Ms, burstMs: during.p95Ms, seconds: (performance.now() - begin) / 1000 };
}
