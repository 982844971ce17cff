type Widths = {
  /** Runs quick pieces of work side by side. */
  atOnce: number;
  /** A piece that takes longer than this frees its place for the next one and continues beside it. */
  patienceMs: number;
  /** Pieces side by side in all, slow ones included. */
  most: number;
};

export type Lanes = {
  /** Waits until more work may start; returns how many pieces. */
  room(): Promise<number>;
  /** Starts a piece of work. */
  run<T>(work: () => Promise<T>): Promise<T>;
};

/** Runs work side by side so that a slow piece holds up no other. */
export function makeLanes({ atOnce, patienceMs, most }: Widths): Lanes {
  let quick = 0;
  let all = 0;
  let waiting: (() => void)[] = [];
  const free = () => Math.min(atOnce - quick, most - all);
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const resume of woken) resume();
  };
  return {
    async room() {
      while (free() < 1) await new Promise<void>((resume) => waiting.push(resume));
      return free();
    },
    async run(work) {
      let isQuick = true;
      const stepAside = () => {
        if (isQuick) quick -= 1;
        isQuick = false;
        wake();
      };
      quick += 1;
      all += 1;
      const patience = setTimeout(stepAside, patienceMs);
      try {
        return await work();
      } finally {
        clearTimeout(patience);
        all -= 1;
        stepAside();
      }
    },
  };
}
