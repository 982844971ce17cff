type Widths = {
  /** Quick pieces of work side by side. */
  atOnce: number;
  /** A piece that takes longer than this gives its place to the next one and goes on beside it. */
  patienceMs: number;
  /** Pieces side by side in all, slow ones among them. */
  most: number;
};

export type Lanes = {
  /** Waits until more work may begin; answers how many pieces. */
  room(): Promise<number>;
  /** Begins a piece of work. */
  run<T>(work: () => Promise<T>): Promise<T>;
};

/** Work side by side in which a slow piece holds up no other. */
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
