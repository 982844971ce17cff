import { userInfo } from 'node:os';
import type { Store } from '../../db/store.ts';
import { clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Context } from '../flows/context.ts';
import { makeLog } from '../observability/log.ts';
import type { Failure } from '../result.ts';
import { wordsOf } from '../words/catalogue.ts';
import { say } from '../words/say.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets: its arguments, the options, and where to write. */
export type CommandContext = {
  readonly args: readonly string[];
  readonly options: Options;
  readonly terminal: Terminal;
  readonly db: Store;
  readonly context: Context;
  /** Who acts, as written to events and log lines. */
  readonly by: string;
  /** Prints a line for humans; nothing with --json, where programs read only `answer`. */
  say(line: string): void;
  /** Prints the result of a command: as JSON with --json, else as `lines`. */
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

/** Runs a command. Returns the exit code: 0 done, 1 refused or failed, 2 usage error. */
export type CommandHandler = (command: CommandContext) => Promise<number>;

/** Creates the context of one run. Logs go to standard error, so that answers can be piped. */
export function makeCommandContext(
  terminal: Terminal,
  settings: Settings,
  db: Store,
  args: readonly string[],
  options: Options,
): CommandContext {
  const print = (text: string) => void terminal.out.write(`${text}\n`);
  return {
    args,
    options,
    terminal,
    db,
    by: `command:${userInfo().username}`,
    context: {
      now: clock(),
      db,
      settings,
      // The action is an event in the database and in the answer: a line of JSON before it helps no reader.
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

/** Prints why the command was refused, as a sentence or as JSON with the message code. Returns exit code 1. */
export function refused({ options, terminal }: CommandContext, failure: Failure): number {
  const sentence = say(wordsOf('en'), failure.code, failure.facts);
  if (options.json) terminal.out.write(`${JSON.stringify({ error: failure.code, sentence }, null, 2)}\n`);
  else terminal.err.write(`${sentence}\n`);
  return 1;
}

/** Prints a usage error. Returns exit code 2. */
export function usageError(terminal: Terminal, sentence: string): number {
  terminal.err.write(`${sentence}\n`);
  return 2;
}
