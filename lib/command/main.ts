import { parseArgs } from 'node:util';
import { openStore } from '../../db/open-store.ts';
import { settings } from '../env.ts';
import {
  bypassCode,
  disableUser,
  enableUser,
  inviteUser,
  resetPasswordOf,
  resetSecondFactor,
  roleOfUser,
  signOutUser,
} from './acts.ts';
import { audit } from './audit.ts';
import { backup, restore } from './backup.ts';
import { doctor } from './doctor.ts';
import { HELP } from './help.ts';
import { keysGenerate, keysRotate, keysStatus } from './keys.ts';
import { listUsers, showUser } from './people.ts';
import { makeStage, type Options, type Verb } from './stage.ts';

/** Everything that needs the database, by its words. */
const verbs: Readonly<Record<string, Verb>> = {
  migrate: async ({ answer }) => {
    answer({ migrated: true }, () => ['The database is up to date.']);
    return 0;
  },
  audit,
  backup,
  'user list': listUsers,
  'user show': showUser,
  'user invite': inviteUser,
  'user disable': disableUser,
  'user enable': enableUser,
  'user sign-out': signOutUser,
  'user role': roleOfUser,
  'user reset-2fa': resetSecondFactor,
  'user bypass-code': bypassCode,
  'user reset-password': resetPasswordOf,
  'keys status': keysStatus,
  'keys rotate': keysRotate,
  'keys generate': keysGenerate,
};

const options = {
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean' },
  reason: { type: 'string' },
  to: { type: 'string' },
  keep: { type: 'string' },
  search: { type: 'string' },
  filter: { type: 'string' },
  most: { type: 'string' },
} as const;

/** Runs one command against the configured database. Answers the exit code: 0 done, 1 failed, 2 not understood. */
async function main(words: readonly string[], given: Options & { help?: boolean | undefined }): Promise<number> {
  if (given.help || words.length === 0) {
    process.stdout.write(HELP);
    return given.help ? 0 : 2;
  }
  if (words[0] === 'doctor') return doctor(given);
  if (words[0] === 'restore') return restore(words.slice(1), given);
  const length = [2, 1].find((count) => Object.hasOwn(verbs, words.slice(0, count).join(' ')));
  const verb = length && verbs[words.slice(0, length).join(' ')];
  if (!length || !verb) {
    process.stderr.write(`There is no command “${words.join(' ')}”.\n\n${HELP}`);
    return 2;
  }
  const db = openStore(settings().databaseUrl);
  try {
    await db.migrate();
    return await verb(makeStage(words.slice(length), given, db));
  } finally {
    await db.close();
  }
}

try {
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  process.exitCode = await main(positionals, values);
} catch (error) {
  const isMistyped = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isMistyped ? 2 : 1;
}
