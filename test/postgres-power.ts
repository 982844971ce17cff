import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const START_MS = 30_000;

/** Stops and starts a PostgreSQL server that a test started. */
export type Power = {
  /** Ends the server: as an operator would, or by kill -9, without a chance to clean up. */
  off(how: 'stop' | 'kill'): Promise<void>;
  /** Starts it again on the same data. */
  on(): Promise<void>;
};

type Server = { data: string; log: string; url: string; start: () => void };

export function powerOf({ data, log, url, start }: Server): Power {
  const said = () => readFileSync(log, 'utf8');
  return {
    async off(how) {
      const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, how === 'kill' ? 'SIGKILL' : 'SIGINT');
      const deadline = performance.now() + START_MS;
      while (await isListening(url)) {
        if (performance.now() > deadline) throw new Error('The PostgreSQL server did not end');
        await sleep(20);
      }
    },
    async on() {
      // After a kill the server's child processes take a moment to notice; until then it refuses to start.
      for (let tries = 0; tries < 20; tries += 1) {
        const before = said().length;
        start();
        if (await comesUp(url, () => /FATAL:.*(lock file|shared memory)/.test(said().slice(before)))) return;
        await sleep(100);
      }
      throw new Error(`The PostgreSQL server did not start again. Its output:\n${said()}`);
    },
  };
}

/** Waits for the server's first response; throws its last refusal after `patienceMs`. */
export async function untilItResponds(url: string, patienceMs = START_MS): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const client = new Client(url);
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

/** Whether the server responds in the end; false as soon as `hasRefused`. */
async function comesUp(url: string, hasRefused: () => boolean): Promise<boolean> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const isUp = await untilItResponds(url, 0).then(
      () => true,
      () => false,
    );
    if (isUp) return true;
    if (hasRefused()) return false;
    await sleep(50);
  }
  return false;
}

function isListening(url: string): Promise<boolean> {
  const { hostname: host, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
