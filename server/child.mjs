import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program. Quiet by default: what it writes is kept and handed to `onLine`; `isLoud` shows it as it comes.
 * Answers `{ code, output }` and never rejects because of an exit code.
 */
export function run(file, args, { env = process.env, isLoud = false, onLine } = {}) {
  return new Promise((resolve) => {
    // No standard input: nothing here may wait for an answer.
    const child = spawn(file, args, {
      env,
      stdio: isLoud ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    const release = passSignals(child);
    const chunks = [];
    const keep = (chunk) => {
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

/** Runs a program that a package brought along; `script` is its file below node_modules. */
export function runNode(script, args, options) {
  return run(process.execPath, [`node_modules/${script}`, ...args], options);
}

/**
 * A signal that reaches us reaches the child, and we wait for its end: a server may still have answers to finish.
 * Without this a `kill` of `npm start` would leave the server running. Answers the way to undo it.
 */
export function passSignals(child) {
  const end = () => child.kill('SIGTERM');
  const pass = (signal) => {
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

/** As a shell counts: a child that a signal ended has 128 + its number. */
export function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}
