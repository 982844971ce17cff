import { readFileSync } from 'node:fs';

const LOOK_MS = 200;
// Read first: npm may end while we install or build.
const first = starters();

/**
 * Calls `act` once the npm that started this program is gone. An npm that is killed passes nothing on, and its child
 * would keep running under another parent, with the port. Started without npm (systemd, nohup), the program may outlive
 * its starter.
 *
 * @param {() => void} act
 */
export function whenNpmIsGone(act) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const watch = setInterval(() => {
    if (starters() === first) return;
    clearInterval(watch);
    act();
  }, LOOK_MS);
  watch.unref();
}

/** Our parent, and if that is the shell in which npm runs a script, the shell's parent too. */
function starters() {
  const { ppid } = process;
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S+ (\d+)/.exec(readFileSync(`/proc/${ppid}/stat`, 'utf8')) ?? [];
    return /^(sh|dash|ash|bash|busybox)$/.test(name ?? '') ? `${ppid} ${parent}` : String(ppid);
  } catch {
    // No /proc (macOS): there the shell replaces itself with us.
    return String(ppid);
  }
}
