import { readFileSync } from 'node:fs';

const LOOK_MS = 200;
// At the very beginning: it may go while we install or build.
const first = starters();

/**
 * Calls `act` once npm is gone that started this program. npm that is killed passes nothing on, and its child would go
 * on under another parent, with the port. Whoever starts it without npm (a unit of systemd, nohup) may leave it behind.
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

/** Our parent; where that is only the shell that npm runs a script in, with the shell's own. */
function starters() {
  const { ppid } = process;
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S+ (\d+)/.exec(readFileSync(`/proc/${ppid}/stat`, 'utf8'));
    return /^(sh|dash|ash|bash|busybox)$/.test(name) ? `${ppid} ${parent}` : String(ppid);
  } catch {
    // No /proc: there the shell makes room for us.
    return String(ppid);
  }
}
