import { readFileSync } from 'node:fs';

/** What was measured under load. `cpuMs` is the processor time of the servers per piece of work. */
export type Rate = {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  cpuMs: number;
  done: number;
};

/** How many at a time, and until when: a time, a number of turns or `isOver`, whichever comes first. */
type Extent = { atOnce: number; ms?: number; turns?: number; isOver?: () => boolean; pids: readonly number[] };

/** Repeats `work`. Finishes and counts what has begun when the time is over. */
export async function load(
  { atOnce, ms = Infinity, turns = Infinity, isOver = () => false, pids }: Extent,
  work: () => Promise<void>,
): Promise<Rate> {
  const times: number[] = [];
  const cpuBefore = cpuOf(pids);
  const begin = performance.now();
  let begun = 0;
  const client = async () => {
    while (performance.now() - begin < ms && begun < turns && !isOver()) {
      begun += 1;
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  const seconds = (performance.now() - begin) / 1000;
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    perSecond: times.length / seconds,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    cpuMs: (cpuOf(pids) - cpuBefore) / times.length,
    done: times.length,
  };
}

/** Processor time of these processes so far, in milliseconds (0 except on Linux). */
function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readProc(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
    // User and system time, in hundredths of a second.
    return sum + (Number(fields[11]) + Number(fields[12])) * 10;
  }, 0);
}

export type Memory = { now: number; peak: number };

/** Memory of these processes together, in MB, and the sum of their peaks. */
export function memoryOf(pids: readonly number[]): Memory {
  const sum = (name: string) =>
    pids.reduce((total, pid) => {
      const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readProc(`/proc/${pid}/status`)) ?? [];
      return total + Math.round(Number(kilobytes ?? 0) / 1024);
    }, 0);
  return { now: sum('VmRSS'), peak: sum('VmHWM') };
}

/** The process and its children (PROCESSES). */
export function familyOf(pid: number): number[] {
  const children = readProc(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
  return [pid, ...children];
}

function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
