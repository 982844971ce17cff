const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets signals arrive. On SQLite an awaited query is done at once and never leaves the processor to anything else: a loop
 * of them has to do so itself, or Ctrl+C is heard only when all is over.
 */
export function hearSignals(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Runs work that can stop at several places: `isStopped` says whether Ctrl+C was pressed, or the process told to end.
 * The second time ends it at once.
 */
export async function stoppable<T>(work: (isStopped: () => boolean) => Promise<T>): Promise<T> {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(() => isStopped);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

/** Runs work that leaves something behind where it is ended: then `forget` takes that away, `sentence` says so. */
export async function orForget<T>(forget: () => void, sentence: string, work: () => Promise<T>): Promise<T> {
  const stop = () => {
    forget();
    process.stderr.write(`\n${sentence}\n`);
    process.exit(1);
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    return await work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
