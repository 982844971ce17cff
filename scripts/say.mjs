/** How often a long step reports that it is still at work. */
const HEARTBEAT_MS = 10_000;
/** Enough of a child's output to see the cause of a failure. */
const SHOWN_LINES = 200;

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/**
 * Ends the program with one sentence, and with what a child process wrote about it.
 *
 * @param {string} sentence
 * @param {string} [output]
 * @returns {never}
 */
export function stop(sentence, output = '') {
  const lines = output.trim().split('\n').slice(-SHOWN_LINES);
  if (lines[0]) process.stderr.write(`\n${lines.join('\n')}\n`);
  process.stderr.write(`\n${sentence}\n\n`);
  process.exit(1);
}

/**
 * Does `work`: says first what it is and how long it may take, then how long it took. `work` gets a function that notes
 * its progress. Writes plain lines, so that a terminal and a log read alike.
 *
 * @param {string} title
 * @param {string} expectation
 * @param {(note: (text: string) => void) => Promise<import('../server/child.mjs').RunResult>} work
 * @param {{ hasHeartbeat?: boolean }} [options]
 */
export async function step(title, expectation, work, { hasHeartbeat = true } = {}) {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  let note = '';
  say(`${title} (${expectation}) …`);
  const tick = () => say(`  … ${seconds()} s${note && `: ${note}`}`);
  const heartbeat = hasHeartbeat ? setInterval(tick, HEARTBEAT_MS) : undefined;
  try {
    const result = await work((text) => {
      note = text;
    });
    say(`  … ${result.code ? 'failed after' : 'done in'} ${seconds()} s`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
