// node server/cluster.mjs PROGRAM [ARGUMENTS]: runs a server in as many processes as PROCESSES says, which share its
// port. Next renders on one processor; without this the others would do nothing but hash passwords. With PROCESSES at 1
// the program runs in this very process.
import cluster from 'node:cluster';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitCode } from './child.mjs';

/** So that a process which cannot start does not keep a processor busy with trying. */
const AGAIN_MS = 1000;

// What is no number is told by the app, among all other faults of the settings.
const wanted = Math.trunc(Number(process.env.PROCESSES)) || 1;
if (cluster.isPrimary && process.env.ENDS_WITH_STANDARD_INPUT) endWithStandardInput();
if (cluster.isPrimary && wanted > 1) await manage(wanted);
else await become(process.argv.slice(2));

/** Whoever started us holds the other end: when they are gone, however they went, nobody would stop this server. */
function endWithStandardInput() {
  process.stdin.on('error', () => undefined).once('close', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume().unref();
}

async function become([program, ...args]) {
  process.argv = [process.execPath, resolve(program), ...args];
  await import(pathToFileURL(process.argv[1]).href);
}

/**
 * Keeps `count` processes running and passes signals on to them. The first one starts alone, so that the database is
 * brought up to date and faults of the settings are told once. One that dies is replaced as long as another serves;
 * when none does, this ends with the exit code of the last, and whoever watches over the server sees it.
 */
async function manage(count) {
  await collectMetrics();
  const serving = new Set();
  let isEnding = false;

  const open = (number) => {
    const worker = cluster.fork({ PROCESS_NUMBER: String(number) });
    closeWhatItDidNotTake(worker);
    worker.once('listening', () => serving.add(worker));
    // A message to one that has just died fails. Unheard, that would end all of them; what follows, follows from `exit`.
    worker.on('error', () => {});
    worker.once('exit', (code, signal) => {
      serving.delete(worker);
      if (isEnding ? Object.keys(cluster.workers).length === 0 : serving.size === 0)
        process.exit(exitCode(code, signal));
      if (isEnding) return;
      report({ event: 'process-ended', process: number, code, signal });
      setTimeout(() => isEnding || open(number), AGAIN_MS);
    });
    return worker;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      isEnding = true;
      for (const worker of Object.values(cluster.workers)) worker.process.kill(signal);
    });
  }
  open(1).once('listening', () => {
    for (let number = 2; number <= count; number += 1) open(number);
  });
}

/**
 * Node hands a connection to a process and holds on to it until that process says that it took it. One that dies before
 * says nothing, and the client would wait for ever; closed, the client or the proxy tries again at once. These messages
 * are private to Node: server/cluster.test.mjs names the majors on which they were seen.
 */
function closeWhatItDidNotTake({ process: child }) {
  const given = new Map();
  const send = child.send.bind(child);
  child.send = (message, handle, ...rest) => {
    if (message.act === 'newconn') given.set(message.seq, handle);
    return send(message, handle, ...rest);
  };
  child.on('internalMessage', ({ ack }) => given.delete(ack));
  child.once('exit', () => {
    for (const connection of given.values()) connection.close();
  });
}

/** Answers whichever process was asked for /api/metrics with the counts of all (lib/web/boot/process-metrics.ts). */
async function collectMetrics() {
  const { AggregatorRegistry } = (await import('prom-client')).default;
  const registry = new AggregatorRegistry();
  cluster.on('message', async (worker, message) => {
    if (message.type !== 'metrics-wanted') return;
    // A process that does not answer in five seconds: none is better than a sum that looks like a restart.
    const text = await registry.clusterMetrics().catch(() => null);
    if (worker.isConnected()) worker.send({ type: 'metrics-of-all', text });
  });
}

function report(line) {
  process.stdout.write(`${JSON.stringify({ level: 'error', time: new Date().toISOString(), ...line })}\n`);
}
