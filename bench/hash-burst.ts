import { load } from './load.ts';
import type { Someone } from './seed-data.ts';
import { postPassword } from './visits.ts';

const POSTS = 200;
const IDLE_LOOKS = 100;

/** How long the sign-in page takes, at the 95th of 100, on an idle server and while 200 passwords are being checked. */
export type Flood = { idleMs: number; floodedMs: number; seconds: number };

/** Attack I-08: passwords are hashed in a line of their own, so that whoever sends many of them stops nobody else. */
export async function flood(origin: string, look: () => Promise<void>, next: () => Someone): Promise<Flood> {
  const idle = await load({ atOnce: 1, turns: IDLE_LOOKS, pids: [] }, look);
  let isOver = false;
  const begin = performance.now();
  const posts = Promise.all(Array.from({ length: POSTS }, () => postPassword(origin, next())));
  const over = posts.then(() => {
    isOver = true;
  });
  const during = await load({ atOnce: 1, isOver: () => isOver, pids: [] }, look);
  await over;
  return { idleMs: idle.p95Ms, floodedMs: during.p95Ms, seconds: (performance.now() - begin) / 1000 };
}
