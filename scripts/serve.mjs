import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { exitCode, passSignals } from '../server/child.mjs';
import { runtime } from '../server/memory.mjs';
import { whenNpmIsGone } from '../server/parent.mjs';
import { SERVED_BUILD } from './build-folders.mjs';
import { noteUse } from './in-use.mjs';
import { say } from './say.mjs';
import { welcome } from './welcome.mjs';

const BANNER =
  /^\s*(▲ Next\.js .*|- (Local|Network|Environments|Experiments).*|· .*|✓ (Starting|Ready|Running next\.config).*)?$/;
const POLL_MS = 200;

/**
 * Starts the server, stays until it ends and exits with its exit code.
 *
 * @param {import('./welcome.mjs').Start & { isDev: boolean }} start
 */
export async function serve({ host, port, settings, isSecretFileUsed, isDev }) {
  const env = /** @type {NodeJS.ProcessEnv} */ ({
    ...runtime,
    ...settings,
    BUILD_FOLDER: SERVED_BUILD,
    HOSTNAME: host,
    PORT: port,
    NODE_ENV: isDev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // Ends with this program, even if that is killed and can pass nothing on (server/cluster.mjs).
    ENDS_WITH_STANDARD_INPUT: '1',
    ...(isDev ? { PROCESSES: '1' } : {}),
  });
  const program = isDev
    ? ['node_modules/next/dist/bin/next', 'dev', '-H', host, '-p', port]
    : ['server/serve-build.mjs'];
  if (!isDev) noteUse(SERVED_BUILD);
  const args = ['--import', './server/http-hooks/preload.mjs', 'server/cluster.mjs', ...program];
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  passSignals(child);
  whenNpmIsGone(() => child.kill('SIGTERM'));
  child.once('close', (code, signal) => process.exit(exitCode(code, signal)));
  const showAll = showWithoutBanner(child.stdout);
  await untilItResponds(host, port);
  showAll();
  say(welcome({ host, port, settings, isSecretFileUsed }));
}

/**
 * Passes the server's lines on without Next's greeting, whose URL is not the one that users open. Returns a function
 * that passes on everything from then on.
 *
 * @param {import('node:stream').Readable} stream
 */
function showWithoutBanner(stream) {
  let held = '';
  const filter = (/** @type {string} */ chunk) => {
    const lines = (held + chunk).split('\n');
    held = lines.pop() ?? '';
    for (const line of lines.filter((text) => !BANNER.test(text))) say(line);
  };
  stream.setEncoding('utf8').on('data', filter);
  return () => {
    stream.off('data', filter);
    if (held) process.stdout.write(held);
    stream.pipe(process.stdout);
  };
}

/**
 * Resolves with the first response, whatever it says. If the server dies first, this program ends with it.
 *
 * @param {string} host
 * @param {string} port
 */
async function untilItResponds(host, port) {
  const all = new Map([
    ['0.0.0.0', '127.0.0.1'],
    ['::', '[::1]'],
  ]);
  const address = all.get(host) ?? (host.includes(':') ? `[${host}]` : host);
  for (;;) {
    try {
      const response = await fetch(`http://${address}:${port}/api/health`, { redirect: 'manual' });
      await response.body?.cancel();
      return;
    } catch {
      await pause(POLL_MS);
    }
  }
}
