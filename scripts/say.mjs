/** How often a long step says that it is still at work. */
const HEARTBEAT_MS = 10_000;
/** Enough of a child's output to see the cause of a failure. */
const SHOWN_LINES = 200;

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** Ends the program with one sentence, and with what a child said about it if anybody did. */
export function stop(sentence, output = '') {
  const lines = output.trim().split('\n').slice(-SHOWN_LINES);
  if (lines[0]) process.stderr.write(`\n${lines.join('\n')}\n`);
  process.stderr.write(`\n${sentence}\n\n`);
  process.exit(1);
}

/**
 * Does `work` while telling what it is and how long it may take, then how long it took. `work` gets a function
 * to say how far it is. Plain lines in a terminal and in a log alike, so both can be read afterwards.
 */
export async function step(title, expectation, work, { hasHeartbeat = true } = {}) {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  let note = '';
  say(`${title} (${expectation}) …`);
  const heartbeat = hasHeartbeat && setInterval(() => say(`  … ${seconds()} s${note && `: ${note}`}`), HEARTBEAT_MS);
  try {
    const result = await work((text) => {
      note = text;
    });
    say(`  … ${result?.code ? 'failed after' : 'done in'} ${seconds()} s`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
