import { command as words } from '../words/en/command.ts';
import { commands } from './declared/commands.ts';
import { failureSentence } from './failure.ts';
import { readCall } from './read-call.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Runs one command against the configured database. Returns the exit code: 0 done, 1 failed, 2 not understood. */
export async function runCommand(terminal: Terminal, typed: readonly string[]): Promise<number> {
  try {
    const call = readCall(commands, typed);
    if ('help' in call) {
      terminal.out.write(call.help);
      return call.code;
    }
    const { declaration, args, options } = call;
    const { work } = declaration;
    // Loaded with the call that needs them: help and completion wait for neither settings nor database.
    if (work.opens === 'nothing') return await (await work.load())({ terminal, args, options });
    const settings = await usableSettings(terminal);
    if (work.opens === 'settings') return await (await work.load())({ terminal, args, options, settings });
    const { runWithDatabase } = await import('./run-with-database.ts');
    return await runWithDatabase(work, { terminal, settings, args, options });
  } catch (error) {
    terminal.err.write(`${failureSentence(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function usableSettings({ environment }: Terminal) {
  const { parseSettings } = await import('../config/settings.ts');
  const parsed = parseSettings(environment);
  if (parsed.ok) return parsed.settings;
  const faults = parsed.problems.map(({ name, problem }) => `${name} ${problem}`).join('; ');
  throw new Error(words.unusableSettings({ faults }));
}
