import { existsSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const SOCKET = /^in-use-(\d+)\.sock$/;

/**
 * Says, for as long as this process lives, that it serves the build in `folder`. By a socket: whatever ends the process
 * ends that as well, and another process finds out by knocking. Where none can be made the start goes on without.
 */
export function noteUse(folder) {
  const path = join(folder, `in-use-${process.pid}.sock`);
  rmSync(path, { force: true });
  const server = createServer((knock) => knock.destroy());
  server.on('error', () => {});
  return server.listen(path).unref();
}

/** The number of a process that serves the build in `folder`; undefined when none does. */
export async function findUse(folder) {
  if (!existsSync(folder)) return undefined;
  for (const name of readdirSync(folder)) {
    const [, pid] = SOCKET.exec(name) ?? [];
    if (!pid) continue;
    if (await answers(join(folder, name))) return Number(pid);
    rmSync(join(folder, name), { force: true });
  }
  return undefined;
}

function answers(path) {
  return new Promise((resolve) => {
    const knock = connect(path);
    knock.once('connect', () => {
      knock.destroy();
      resolve(true);
    });
    knock.once('error', () => resolve(false));
  });
}
