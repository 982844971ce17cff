import { userInfo } from 'node:os';
import type { Store } from '../../db/store.ts';
import { clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Context } from '../flows/context.ts';
import { say } from '../messages.ts';
import { makeLog } from '../observability/log.ts';
import type { Failure } from '../result.ts';
import type { Terminal } from './terminal.ts';

/** What every verb of the command is given: the words after it, the options, and where to write. */
export type CommandContext = {
  readonly words: readonly string[];
  readonly options: Options;
  readonly terminal: Terminal;
  readonly db: Store;
  readonly context: Context;
  /** Who acts, as events and log lines call them. */
  readonly by: string;
  /** A line for people; with --json, nothing: programs read `answer` alone. */
  say(line: string): void;
  /** The answer of a verb: printed as JSON where --json wishes so, else by `lines`. */
  answer(value: unknown, lines: () => readonly string[]): void;
};

export type Options = Readonly<{
  json?: boolean | undefined;
  yes?: boolean | undefined;
  reason?: string | undefined;
  to?: string | undefined;
  keep?: string | undefined;
  search?: string | undefined;
  filter?: string | undefined;
  most?: string | undefined;
  secrets?: boolean | undefined;
  'send-links'?: boolean | undefined;
  from?: string | undefined;
}>;

/** A verb: answers the exit code. 0 done, 1 refused or failed, 2 not understood. */
export type CommandHandler = (stage: CommandContext) => Promise<number>;

/** The stage of one run. Log lines go to standard error, so that answers can be piped. */
export function makeCommandContext(
  terminal: Terminal,
  settings: Settings,
  db: Store,
  words: readonly string[],
  options: Options,
): CommandContext {
  const print = (text: string) => void terminal.out.write(`${text}\n`);
  return {
    words,
    options,
    terminal,
    db,
    by: `command:${userInfo().username}`,
    context: {
      now: clock(),
      db,
      settings,
      // What is done is an event in the database and stands in the answer: a line of JSON before it helps nobody.
      log: makeLog(settings.logLevel === 'info' ? 'warn' : settings.logLevel, terminal.err),
      client: { browser: 'Admin command', ipAddress: 'unknown', deviceCookieHash: null },
    },
    say: (line) => {
      if (!options.json) print(line);
    },
    answer: (value, lines) => {
      if (options.json) print(JSON.stringify(value, null, 2));
      else lines().forEach(print);
    },
  };
}

/** Says why it was refused, as a sentence or as JSON with the code of the catalogue. */
export function refused({ options, terminal }: CommandContext, failure: Failure): number {
  const sentence = say(failure.code, failure.facts);
  if (options.json) terminal.out.write(`${JSON.stringify({ error: failure.code, sentence }, null, 2)}\n`);
  else terminal.err.write(`${sentence}\n`);
  return 1;
}

/** A mistake in the command itself. */
export function usageError(terminal: Terminal, sentence: string): number {
  terminal.err.write(`${sentence}\n`);
  return 2;
}
