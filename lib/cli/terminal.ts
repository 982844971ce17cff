/** Where a command reads its settings from and writes to: the process, or a test. */
export type Terminal = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The answer: may be piped. */
  readonly out: { write(text: string): unknown };
  /** Resolves once what was written is flushed: for answers that are larger than memory. */
  readonly drained?: () => Promise<void>;
  /** Refusals, questions and log lines. */
  readonly err: { write(text: string): unknown };
  /** Whether `err` is a terminal that a bar can be drawn on: not a pipe or a file. */
  readonly drawsProgress?: boolean;
  /** Asks a yes-or-no question; null where no terminal can answer. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** The program that was started, for the shell to start again; none where it has no path of its own. */
  readonly script?: string | undefined;
};
