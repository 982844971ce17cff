import { commandProgress as words } from '../words/en/command-progress.ts';
import type { Terminal } from './terminal.ts';

/** How far something is, on a terminal. */
export type Progress = {
  /** Says how much is done. */
  at: (done: number) => void;
  /** Writes a line above the bar; where there is no bar, just the line. */
  say: (line: string) => void;
  /** Takes the bar away. */
  end: () => void;
};

type Shown = {
  label: string;
  total: number;
  /** Bytes are shown as a share only: what they hold is counted elsewhere. */
  unit?: 'bytes';
  /** What to know while it runs. */
  note?: string;
};

const REDRAWN_MS = 100;
const BAR_WIDTH = 20;
/** Takes the cursor to the start of the line, and what stands there away. */
const CLEAR = '\r\u001B[K';

/**
 * Draws a bar with count, rate and time left on standard error, where that is a terminal; elsewhere nothing. Nothing
 * either for what is over before the first redrawing is due.
 */
export function startProgress(terminal: Terminal, { label, total, unit, note }: Shown): Progress {
  const write = (text: string) => void terminal.err.write(text);
  if (!terminal.drawsProgress) return { at: () => undefined, say: (line) => write(`${line}\n`), end: () => undefined };
  const started = performance.now();
  let drawn = started;
  let isDrawn = false;
  return {
    at(done) {
      const now = performance.now();
      if (now - drawn < REDRAWN_MS) return;
      if (!isDrawn && note) write(`${note}\n`);
      [drawn, isDrawn] = [now, true];
      const share = total > 0 ? Math.min(1, done / total) : 1;
      const bar = '█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '░');
      const rate = done / ((now - started) / 1000);
      const secondsLeft = rate > 0 ? Math.ceil((total - done) / rate) : null;
      const counted = unit === 'bytes' ? null : { done, total, rate: Math.round(rate) };
      write(`${CLEAR}${words.bar({ label, bar, share, counted, secondsLeft })}`);
    },
    say(line) {
      write(`${isDrawn ? CLEAR : ''}${line}\n`);
    },
    end() {
      if (isDrawn) write(CLEAR);
      isDrawn = false;
    },
  };
}
