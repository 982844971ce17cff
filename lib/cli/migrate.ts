import { command as words } from '../words/en/command.ts';
import type { CommandHandler } from './command-context.ts';

/** migrate: says that it is done; every command that opens the database migrates it first. */
export const migrate: CommandHandler = async ({ answer }) => {
  answer({ migrated: true }, () => [words.upToDate]);
  return 0;
};
