import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { Agent } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** A server that responds with its process number, and asks for the counts of all on /metrics, as /api/metrics does. */
const PROGRAM = `
import http from 'node:http';
http.createServer((request, response) => {
  if (request.url === '/metrics') process.send({ type: 'metrics-wanted' });
  response.end(String(process.pid));
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

let folder = '';
/** @type {import('node:child_process').ChildProcess} */
let server;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-processes-'));
});
afterEach(async () => {
  server.kill('SIGCONT');
  server.kill('SIGTERM');
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  rmSync(folder, { recursive: true });
});

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}

/**
 * A browser that keeps to one connection, and so to one process.
 *
 * @param {number} port
 * @returns {(path: string) => Promise<{ pid: number; connection: import('node:net').Socket }>}
 */
function visitor(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (path) =>
    new Promise((resolve, reject) => {
      const asking = http.get({ port, path, agent, host: '127.0.0.1' }, (answer) => {
        // Kept now: a connection that goes back to the agent is no longer part of the response.
        const { socket: connection } = answer;
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        answer.once('end', () => resolve({ pid: Number(text), connection }));
      });
      asking.once('error', reject);
    });
}

/**
 * The process that serves a new connection; 0 when none does.
 *
 * @param {number} port
 */
async function pidAt(port) {
  const { pid } = await visitor(port)('/').catch(() => ({ pid: 0 }));
  return pid;
}

/** Runs PROGRAM in two processes; resolves once both serve. */
async function startTwo() {
  writeFileSync(join(folder, 'program.mjs'), PROGRAM);
  const port = await freePort();
  const args = ['server/cluster.mjs', join(folder, 'program.mjs')];
  server = spawn(process.execPath, args, { env: { ...process.env, PROCESSES: '2', PORT: String(port) } });
  /** @type {Set<number>} */
  const pids = new Set();
  const count = async () => {
    const pid = await pidAt(port);
    if (pid) pids.add(pid);
    return pids.size;
  };
  await expect.poll(count, { timeout: 10_000 }).toBe(2);
  return { port, pids };
}

test('a process that dies while the counts of all are gathered does not end the others', async () => {
  const { port } = await startTwo();

  const [one, other] = [visitor(port), visitor(port)];
  const [{ pid: dying, connection }, { pid: asking }] = [await one('/'), await other('/')];
  expect(asking).not.toBe(dying);
  // The primary sees the request and the death in one go, with the channel still open for writing.
  server.kill('SIGSTOP');
  await other('/metrics');
  process.kill(dying, 'SIGKILL');
  await once(connection, 'close');
  server.kill('SIGCONT');

  const isNew = (/** @type {number} */ pid) => ![0, dying, asking].includes(pid);
  await expect.poll(async () => isNew(await pidAt(port)), { timeout: 10_000 }).toBe(true);
  expect((await other('/')).pid, 'the one that asked goes on').toBe(asking);
});

/**
 * Runs a program in a folder of its own. Resolves with the process number that it prints.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {Readonly<Record<string, string>>} env
 */
async function startedBy(file, args, env) {
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (said += chunk));
  const pid = () => Number(/pid (\d+)/.exec(said)?.[1]);
  await expect.poll(pid, { timeout: 20_000 }).not.toBeNaN();
  return pid();
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.each(['1', '2'])(
  'a server whose starter is killed ends too, and gives its port back (PROCESSES=%s)',
  async (count) => {
    const port = await freePort();
    const scripts = join(import.meta.dirname, 'cluster.mjs');
    writeFileSync(join(folder, 'program.mjs'), PROGRAM);
    writeFileSync(
      join(folder, 'starter.mjs'),
      `import { spawn } from 'node:child_process';
     const child = spawn(process.execPath, [${JSON.stringify(scripts)}, 'program.mjs'], { stdio: ['pipe', 'inherit', 'inherit'] });
     console.log('pid ' + child.pid);
     setInterval(() => {}, 1000);`,
    );
    const env = { ENDS_WITH_STANDARD_INPUT: '1', PROCESSES: count, PORT: String(port) };
    const pid = await startedBy(process.execPath, ['starter.mjs'], env);
    const responds = () =>
      visitor(port)('/').then(
        () => true,
        () => false,
      );
    await expect.poll(responds, { timeout: 10_000 }).toBe(true);
    server.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    expect(await responds()).toBe(false);
  },
);

test('what npm started ends when npm is killed, which passes nothing on', async () => {
  const parent = join(import.meta.dirname, 'parent.mjs');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'node go.mjs' } }));
  writeFileSync(
    join(folder, 'go.mjs'),
    `import { whenNpmIsGone } from ${JSON.stringify(parent)};
     whenNpmIsGone(() => process.exit());
     console.log('pid ' + process.pid);
     setInterval(() => {}, 1000);`,
  );
  const pid = await startedBy('npm', ['start'], {});
  server.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
});

test('a connection that a dying process has not taken is closed, so that its client tries again', async () => {
  const { port, pids } = await startTwo();
  const [dying = 0] = pids;
  process.kill(dying, 'SIGSTOP');
  // Handed out in turn: one of the two connections waits for the process that has stopped.
  const ends = [visitor(port)('/'), visitor(port)('/')].map((one) =>
    one.then(
      ({ pid }) => pid,
      () => 'closed',
    ),
  );
  const served = await Promise.race(ends);
  expect(served).not.toBe(dying);
  process.kill(dying, 'SIGKILL');
  expect((await Promise.all(ends)).sort()).toEqual([served, 'closed'].sort());
});

/** Majors of Node on which the messages below were seen. They are private to Node, so each major may change them. */
const SEEN_ON = [20, 22, 24];

test('Node 20, 22 and 24 hand a connection over as server/cluster.mjs expects', async () => {
  const program = `
    import cluster from 'node:cluster';
    import { createServer, connect } from 'node:net';
    if (cluster.isPrimary) {
      const worker = cluster.fork();
      const { process: child } = worker;
      const send = child.send.bind(child);
      const seen = [];
      child.send = (message, handle, ...rest) => {
        if (handle) seen.push({ act: message.act, seq: message.seq, closes: typeof handle.close });
        return send(message, handle, ...rest);
      };
      child.on('internalMessage', ({ ack }) => {
        if (!seen.some(({ seq }) => seq === ack)) return;
        console.log(JSON.stringify({ sent: seen, ack }));
        worker.kill();
      });
      worker.once('listening', ({ port }) => connect(port, '127.0.0.1'));
    } else createServer().listen(0, '127.0.0.1');`;
  writeFileSync(join(folder, 'program.mjs'), program);
  const child = spawn(process.execPath, [join(folder, 'program.mjs')]);
  server = child;
  const [line] = await once(child.stdout, 'data');
  const { sent, ack } = JSON.parse(String(line));
  expect(sent).toEqual([{ act: 'newconn', seq: ack, closes: 'function' }]);
  expect(SEEN_ON, 'a new major: see that all tests of this file pass on it, then add it').toContain(
    Number(process.versions.node.split('.')[0]),
  );
});
