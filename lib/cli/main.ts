import { parseArgs } from 'node:util';
import { migrateOrFail } from '../../db/migrate-or-fail.ts';
import { openStore } from '../../db/open-store.ts';
import type { Store } from '../../db/store.ts';
import { parseSettings, type Settings } from '../config/settings.ts';
import { errorMessage } from '../error-message.ts';
import { checkSealingKeys, describeKeyFault } from '../flows/operations/check-sealing-keys.ts';
import {
  bypassCode,
  disableUser,
  enableUser,
  inviteUser,
  keepEmailOf,
  resetPasswordOf,
  resetSecondFactor,
  roleOfUser,
  signOutUser,
  undoEmailOf,
} from './admin-commands.ts';
import { audit } from './audit.ts';
import { backup, restore } from './backup.ts';
import { type CommandHandler, makeCommandContext, type Options, usageError } from './command-context.ts';
import { doctor } from './doctor.ts';
import { HELP } from './help.ts';
import { keysForget, keysGenerate, keysRotate, keysStatus } from './keys.ts';
import { move } from './move.ts';
import { withServerOrigin } from './server-origin.ts';
import type { Terminal } from './terminal.ts';
import { exportFile, importFile } from './transfer.ts';
import { printUser, printUsers } from './users.ts';

/** The commands that need the database, by their words. */
const handlers: Readonly<Record<string, CommandHandler>> = {
  migrate: async ({ answer }) => {
    answer({ migrated: true }, () => ['The database is up to date.']);
    return 0;
  },
  audit,
  backup,
  import: importFile,
  export: exportFile,
  'user list': printUsers,
  'user show': printUser,
  'user invite': inviteUser,
  'user disable': disableUser,
  'user enable': enableUser,
  'user sign-out': signOutUser,
  'user role': roleOfUser,
  'user reset-2fa': resetSecondFactor,
  'user bypass-code': bypassCode,
  'user reset-password': resetPasswordOf,
  'user undo-email': undoEmailOf,
  'user keep-email': keepEmailOf,
  'keys status': keysStatus,
  'keys rotate': keysRotate,
  'keys generate': keysGenerate,
  'keys forget': keysForget,
};

/** These seal nothing: they also run with keys that aren't those of the database. */
const readsOnly = new Set([
  'migrate',
  'audit',
  'backup',
  'user list',
  'user show',
  'keys status',
  'keys generate',
  'keys forget',
]);

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
  secrets: { type: 'boolean' },
  'send-links': { type: 'boolean' },
  from: { type: 'string' },
} as const;

/** Runs one command against the configured database. Returns the exit code: 0 done, 1 failed, 2 not understood. */
export async function runCommand(terminal: Terminal, args: string[]): Promise<number> {
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    return await dispatch(terminal, positionals, values);
  } catch (error) {
    const isMistyped = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    terminal.err.write(`${errorMessage(error)}\n`);
    return isMistyped ? 2 : 1;
  }
}

async function dispatch(
  terminal: Terminal,
  args: readonly string[],
  given: Options & { help?: boolean | undefined },
): Promise<number> {
  const isHelpWanted = given.help || args[0] === 'help';
  if (isHelpWanted || args.length === 0) {
    terminal.out.write(HELP);
    return isHelpWanted ? 0 : 2;
  }
  if (args[0] === 'doctor') return doctor(terminal, given);
  const settings = usableSettings(terminal);
  if (args[0] === 'restore') return restore(terminal, settings, args.slice(1), given);
  if (args[0] === 'move') return move(terminal, settings, given);
  const length = [2, 1].find((count) => Object.hasOwn(handlers, args.slice(0, count).join(' ')));
  const handler = length && handlers[args.slice(0, length).join(' ')];
  if (!length || !handler) return usageError(terminal, `There is no command “${args.join(' ')}”.\n\n${HELP}`);
  const db = openStore(settings.databaseUrl);
  try {
    await migrateOrFail(db);
    const doesMail = given['send-links'] === true || (args[0] === 'user' && !['list', 'show'].includes(args[1] ?? ''));
    if (!readsOnly.has(args.slice(0, length).join(' '))) await refuseForeignKeys(db, settings);
    const known = await withServerOrigin(db, settings, terminal, doesMail);
    if ('refusal' in known) throw new Error(known.refusal);
    return await handler(makeCommandContext(terminal, known.settings, db, args.slice(length), given));
  } finally {
    await db.close();
  }
}

/** A secret sealed with a key that has only the right name could never be opened beside the others (attack A-53). */
async function refuseForeignKeys(db: Store, { encryptionKeys }: Settings): Promise<void> {
  const foreign = (await checkSealingKeys(db, encryptionKeys)).find(({ fault }) => fault === 'other-bytes');
  if (!foreign) return;
  const { says, fix } = describeKeyFault(foreign);
  throw new Error(`In ENCRYPTION_KEYS ${says}. ${fix} Nothing was done.`);
}

function usableSettings({ environment }: Terminal) {
  const parsed = parseSettings(environment);
  if (parsed.ok) return parsed.settings;
  throw new Error(
    `The settings are not usable (npm run admin -- doctor says more): ${parsed.problems.map(({ name, problem }) => `${name} ${problem}`).join('; ')}`,
  );
}
