import { userInfo } from 'node:os';
import type { UserQuery } from '../../db/queries/user-list.ts';
import type { Store } from '../../db/store.ts';
import { clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import { csv } from '../csv/write.ts';
import type { Context } from '../flows/context.ts';
import { makeLog } from '../observability/log.ts';
import type { Failure } from '../result.ts';
import type { ImportFormat } from '../rules/account/import/formats.ts';
import type { ClientKind } from '../rules/apps/client-kind.ts';
import { commandActor } from '../rules/events/actor.ts';
import type { EventKind } from '../rules/events/catalogue.ts';
import { byCommand } from '../rules/events/say-browser.ts';
import { wordsOf } from '../words/catalogue.ts';
import { DEFAULT_LANGUAGE } from '../words/language.ts';
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
  /** Prints a list: as CSV with --csv, under the names of its columns; else as `answer` does. */
  answerList(value: unknown, lines: () => readonly string[], list: List): void;
};

/** The rows of a list, and which of their fields are columns. */
type List = { columns: readonly string[]; rows: readonly Readonly<Record<string, unknown>>[] };

/** What the options of a command hold, read as it declares them (lib/cli/declared). */
export type Options = Readonly<{
  json?: boolean;
  csv?: boolean;
  verbose?: boolean;
  yes?: boolean;
  reason?: string;
  to?: string;
  from?: string;
  keep?: number;
  most?: number;
  search?: string;
  filter?: NonNullable<UserQuery['filter']>;
  event?: EventKind;
  by?: string;
  jsonl?: boolean;
  secrets?: boolean;
  sendLinks?: boolean;
  format?: ImportFormat;
  dryRun?: boolean;
  trustAddresses?: boolean;
  withoutPasswords?: boolean;
  withoutConfirmation?: boolean;
  kind?: ClientKind;
  redirect?: string;
  host?: string;
  openPath?: string;
  remoteUser?: 'id' | 'email';
  groups?: string;
  everyone?: boolean;
  withoutSecondFactor?: boolean;
  withoutPkce?: boolean;
  description?: string;
  launch?: string;
  signOut?: string;
  backChannel?: string;
  staysSignedIn?: boolean;
  name?: string;
  secondFactor?: 'required' | 'optional';
  pkce?: 'required' | 'optional';
  signInAge?: string;
  home?: 'shown' | 'hidden';
  endsWith?: 'session' | 'app';
  required?: 'admins' | 'everyone';
  grace?: number;
  on?: string;
  overdue?: boolean;
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
  const answer: CommandContext['answer'] = (value, lines) => {
    if (options.json) print(JSON.stringify(value, null, 2));
    else lines().forEach(print);
  };
  return {
    args,
    options,
    terminal,
    db,
    by: commandActor(userInfo().username),
    context: {
      now: clock(),
      db,
      settings,
      // The action is an event in the database and in the answer: a line of JSON before it helps no reader.
      log: makeLog(options.verbose ? settings.logLevel : 'error', terminal.err),
      client: {
        browser: byCommand,
        ipAddress: 'unknown',
        deviceCookieHash: null,
        language: DEFAULT_LANGUAGE,
      },
    },
    say: (line) => {
      if (!options.json) print(line);
    },
    answer,
    answerList: (value, lines, { columns, rows }) => {
      if (options.csv) terminal.out.write(csv([columns, ...rows.map((row) => csvCells(row, columns))]));
      else answer(value, lines);
    },
  };
}

/** Returns the cells of one row: instants as ISO 8601, nothing for null. */
export function csvCells(row: Readonly<Record<string, unknown>>, columns: readonly string[]): string[] {
  return columns.map((column) => {
    const value = row[column];
    return value instanceof Date ? value.toISOString() : String(value ?? '');
  });
}

/** Prints why the command was refused, as a sentence or as JSON with the message code. Returns exit code 1. */
export function refused({ options, terminal }: CommandContext, failure: Failure): number {
  const sentence = say(wordsOf(DEFAULT_LANGUAGE), failure.code, failure.facts);
  if (options.json) terminal.out.write(`${JSON.stringify({ error: failure.code, sentence }, null, 2)}\n`);
  else terminal.err.write(`${sentence}\n`);
  return 1;
}
