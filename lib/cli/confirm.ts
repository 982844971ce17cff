import { command } from '../words/en/command.ts';
import type { Options } from './command-context.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks before something irreversible, unless --yes was given. Without a terminal it isn't done: a script has to say
 * --yes.
 */
export async function confirm({ ask, err }: Terminal, { yes }: Options, question: string): Promise<boolean> {
  if (yes) return true;
  if (!ask) {
    err.write(`${command.confirm.withoutTerminal({ question })}\n`);
    return false;
  }
  return (await ask(command.confirm.prompt({ question }))).trim().toLowerCase() === 'yes';
}
