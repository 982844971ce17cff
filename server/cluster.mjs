// node server/cluster.mjs PROGRAM [ARGUMENTS]: runs a server in as many processes as PROCESSES says, which share its
// port. Next renders on one processor; without this the others would do nothing but hash passwords. With PROCESSES at 1
// the program runs in this very process.
import cluster from 'node:cluster';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitCode } from './child.mjs';

/** So that a process that cannot start does not keep a processor busy. */
const RETRY_MS = 1000;

// The app reports a value that is no number, with all other problems of the settings.
const processes = Math.trunc(Number(process.env.PROCESSES)) || 1;
if (cluster.isPrimary && process.env.ENDS_WITH_STANDARD_INPUT) endWithStandardInput();
if (cluster.isPrimary && processes > 1) await manage(processes);
else await become(process.argv.slice(2));

/** Ends with the program that started us and holds the other end: nothing else would stop a server left behind. */
function endWithStandardInput() {
  process.stdin.on('error', () => undefined).once('close', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume().unref();
}

/** @param {string[]} words the program and its arguments */
async function become([program = '', ...args]) {
  const path = resolve(program);
  process.argv = [process.execPath, path, ...args];
  await import(pathToFileURL(path).href);
}

/**
 * Keeps `count` processes running and passes signals on to them. The first one starts alone, so that it migrates the
 * database and reports problems of the settings once. One that dies is replaced as long as another serves; when none
 * does, this ends with the exit code of the last, and the supervisor of the server sees it.
 *
 * @param {number} count
 */
async function manage(count) {
  await collectMetrics();
  const serving = new Set();
  let isEnding = false;
  const workers = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

  const open = (/** @type {number} */ number) => {
    const worker = cluster.fork({ PROCESS_NUMBER: String(number) });
    closeUntakenConnections(worker);
    worker.once('listening', () => serving.add(worker));
    // Sending to a process that has just died fails; unhandled, that would end all of them. `exit` handles the rest.
    worker.on('error', () => {});
    worker.once('exit', (code, signal) => {
      serving.delete(worker);
      if (isEnding ? workers().length === 0 : serving.size === 0)
        process.exit(exitCode(worker.process.exitCode, worker.process.signalCode));
      if (isEnding) return;
      report({ event: 'process-ended', process: number, code, signal });
      setTimeout(() => isEnding || open(number), RETRY_MS);
    });
    return worker;
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      isEnding = true;
      for (const worker of workers()) worker.process.kill(signal);
    });
  }
  open(1).once('listening', () => {
    for (let number = 2; number <= count; number += 1) open(number);
  });
}

/**
 * Closes the connections that `worker` has not taken when it dies. Node hands a connection to a process and holds on to
 * it until that process says that it took it. One that dies before says nothing, and the client would wait for ever;
 * closed, the client or the proxy tries again at once. These messages are private to Node: server/cluster.test.mjs names
 * the majors on which they were seen.
 *
 * @param {import('node:cluster').Worker} worker
 */
function closeUntakenConnections({ process: child }) {
  /** @type {Map<number, { close: () => void }>} */
  const given = new Map();
  const { send } = child;
  child.send = (/** @type {unknown[]} */ ...words) => {
    const [message, handle] = /** @type {[{ act?: string; seq: number }, { close: () => void }]} */ (words);
    if (message.act === 'newconn') given.set(message.seq, handle);
    return Reflect.apply(send, child, words);
  };
  child.on('internalMessage', ({ ack }) => given.delete(ack));
  child.once('exit', () => {
    for (const connection of given.values()) connection.close();
  });
}

/** Sends a process that was asked for /api/metrics the counts of all (lib/web/boot/process-metrics.ts). */
async function collectMetrics() {
  const { AggregatorRegistry } = (await import('prom-client')).default;
  const registry = new AggregatorRegistry();
  cluster.on('message', async (worker, message) => {
    if (message.type !== 'metrics-wanted') return;
    // When a process takes more than five seconds: nothing is better than a sum that looks like a restart.
    const text = await registry.clusterMetrics().catch(() => null);
    if (worker.isConnected()) worker.send({ type: 'metrics-of-all', text });
  });
}

/** @param {Readonly<Record<string, string | number | null>>} line */
function report(line) {
  process.stdout.write(`${JSON.stringify({ level: 'error', time: new Date().toISOString(), ...line })}\n`);
}
