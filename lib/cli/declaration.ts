import type { Settings } from '../config/settings.ts';
import type { CommandHandler, Options } from './command-context.ts';
import type { Terminal } from './terminal.ts';

/** One word after the command. `values`: what it may be, where that is known. */
export type ArgumentDeclaration = {
  name: string;
  about: string;
  isOptional?: boolean;
  isList?: boolean;
  values?: readonly string[];
};

/** `flags` as commander writes them: `--most <n>`. `parse` throws a UsageError. */
export type OptionDeclaration = {
  flags: string;
  about: string;
  values?: readonly string[];
  parse?: (text: string) => unknown;
};

/** What a command that opens no database gets. */
type Call = { terminal: Terminal; args: readonly string[]; options: Options };

/** What a command needs before it runs, and where its code is: loaded only when it is called. */
export type Work =
  | { opens: 'nothing'; load: () => Promise<(call: Call) => Promise<number>> }
  | { opens: 'settings'; load: () => Promise<(call: Call & { settings: Settings }) => Promise<number>> }
  | {
      opens: 'database';
      /** Seals nothing: it also runs with keys that aren't those of the database. */
      readsOnly?: true;
      /** Sends mail, with links that have to lead to the server: always, or where an option asks for it. */
      mails?: true | 'send-links';
      load: () => Promise<CommandHandler>;
    };

/** A command, declared once: its words, help and example, what it accepts, what it does. */
export type Declaration = {
  /** As it is typed: `user list`. */
  name: string;
  group: 'look' | 'person' | 'group' | 'app' | 'keep' | 'shell';
  about: string;
  example: string;
  args?: readonly ArgumentDeclaration[];
  options?: readonly OptionDeclaration[];
  /** Options that people look for here, and an example of the command that has them. */
  elsewhere?: { options: readonly string[]; example: string };
  work: Work;
};
