import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * `isLoud` shows what the program writes as it comes, instead of keeping it.
 *
 * @typedef {Readonly<Record<string, string | undefined>>} Environment
 * @typedef {{ env?: Environment; isLoud?: boolean; onLine?: (line: string) => void }} RunOptions
 * @typedef {{ code: number; output: string }} RunResult
 */

/**
 * Runs a program. Quiet by default: keeps what it writes and hands each line to `onLine`. Never rejects because of an
 * exit code.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(file, args, { env = process.env, isLoud = false, onLine } = {}) {
  return new Promise((resolve) => {
    // No standard input: nothing here may wait for a reply.
    const child = spawn(file, args, {
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      stdio: isLoud ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    const release = passSignals(child);
    /** @type {Buffer[]} */
    const chunks = [];
    const keep = (/** @type {Buffer} */ chunk) => {
      chunks.push(chunk);
      const line = chunk.toString('utf8').trimEnd().split('\n').at(-1)?.trim();
      if (line) onLine?.(line);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) => {
      release();
      resolve({ code: 127, output: `${file}: ${error.message}` });
    });
    child.once('close', (code, signal) => {
      release();
      resolve({ code: exitCode(code, signal), output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/**
 * Runs a program that came with a package.
 *
 * @param {string} script its file below node_modules
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runNode(script, args, options) {
  return run(process.execPath, [`node_modules/${script}`, ...args], options);
}

/**
 * Passes every signal on to the child and waits for its end: a server may still have responses to finish. Without this a
 * `kill` of `npm start` would leave the server running. Returns a function that undoes it.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function passSignals(child) {
  const end = () => child.kill('SIGTERM');
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    child.kill(signal);
    child.once('close', (code) => process.exit(exitCode(code, signal)));
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  process.once('exit', end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, pass);
    process.off('exit', end);
  };
}

/**
 * The exit code as a shell counts it: 128 + the number of the signal that ended the child.
 *
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCode(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
