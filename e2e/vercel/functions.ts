import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, link, lstat, mkdir, readdir, readFile, readlink, symlink } from 'node:fs/promises';
import http, { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { dirname, join, relative, resolve } from 'node:path';
import type { Environment } from '../fixtures/app-server.ts';
import type { ServerLog } from '../fixtures/server-log.ts';

export type Call = { method: string; url: string; headers: IncomingHttpHeaders | OutgoingHttpHeaders; body: Buffer };

/** A function of the build. It starts with its first request. */
export type VercelFunction = { call(call: Call): Promise<IncomingMessage>; isAwake(): boolean; stop(): void };

type Place = { project: string; laidOut: string; environment: Environment; log: ServerLog };
type FunctionConfig = { handler: string; useWebApi?: boolean; filePathMap?: Record<string, string> };

const WAKE_MS = 20;

/** `folder` is its `.func` in the output. */
export function vercelFunction(folder: string, place: Place): VercelFunction {
  let running: Promise<{ child: ChildProcess; port: number }> | undefined;
  let stop = () => {};
  let isAwake = () => false;
  return {
    async call({ method, url, headers, body }) {
      running ??= start(folder, place).then((started) => {
        stop = () => void started.child.kill('SIGKILL');
        isAwake = () => !isStopped(started.child.pid ?? 0);
        return started;
      });
      const { child, port } = await running;
      // It may fall asleep while this request is on its way.
      const wake = () => child.kill('SIGCONT');
      const waking = setInterval(wake, WAKE_MS);
      wake();
      try {
        const { 'transfer-encoding': _chunked, connection: _connection, ...sent } = headers;
        const length = body.length > 0 || 'content-length' in sent ? { 'content-length': String(body.length) } : {};
        const target = { host: '127.0.0.1', port, method, path: url, agent: false } as const;
        const asking = http.request({ ...target, headers: { ...sent, ...length } });
        asking.end(body);
        const [response] = (await once(asking, 'response')) as [IncomingMessage];
        return response;
      } finally {
        clearInterval(waking);
      }
    },
    isAwake: () => isAwake(),
    stop: () => stop(),
  };
}

/** Reads the state of a process: `T` is one that was stopped. */
function isStopped(pid: number): boolean {
  return execFileSync('ps', ['-o', 'state=', '-p', String(pid)])
    .toString()
    .startsWith('T');
}

async function start(folder: string, { project, laidOut, environment, log }: Place) {
  const config: FunctionConfig = JSON.parse(await readFile(join(folder, '.vc-config.json'), 'utf8'));
  const place = resolve(laidOut, relative(project, folder).replaceAll('/', '_'));
  for (const name of await readdir(folder, { recursive: true }))
    if ((await lstat(join(folder, name))).isFile()) await layOut(join(folder, name), join(place, name));
  for (const [name, path] of Object.entries(config.filePathMap ?? {}))
    await layOut(join(project, path), join(place, name));
  const runner = resolve('e2e/vercel/function.mjs');
  const child = fork(runner, [join(place, config.handler), config.useWebApi ? 'web' : 'node'], {
    cwd: place,
    env: { ...environment, NODE_ENV: 'production' },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', log.write);
  child.stderr?.on('data', log.write);
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  child.once('exit', () => process.off('exit', orphaned));
  const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof said !== 'object' || said === null) throw new Error(`The function ${folder} ended:\n${log.text()}`);
  return { child, port: (said as { port: number }).port };
}

/** As a hard link where that is possible: a function has thousands of files. */
async function layOut(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const isLink = (await lstat(from)).isSymbolicLink();
  await (isLink ? symlink(await readlink(from), to) : link(from, to).catch(() => copyFile(from, to)));
}
