import { existsSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const SOCKET = /^in-use-(\d+)\.sock$/;

/**
 * Marks the build in `folder` as served by this process for as long as it lives. Uses a socket: whatever ends the process
 * ends that too, and another process finds out by connecting. Where none can be made, the start goes on without.
 *
 * @param {string} folder
 */
export function noteUse(folder) {
  const path = join(folder, `in-use-${process.pid}.sock`);
  rmSync(path, { force: true });
  const server = createServer((connection) => connection.destroy());
  server.on('error', () => {});
  return server.listen(path).unref();
}

/**
 * Returns the number of a process that serves the build in `folder`; undefined when none does.
 *
 * @param {string} folder
 */
export async function findUse(folder) {
  if (!existsSync(folder)) return undefined;
  for (const name of readdirSync(folder)) {
    const [, pid] = SOCKET.exec(name) ?? [];
    if (!pid) continue;
    if (await accepts(join(folder, name))) return Number(pid);
    rmSync(join(folder, name), { force: true });
  }
  return undefined;
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function accepts(path) {
  return new Promise((resolve) => {
    const connection = connect(path);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
