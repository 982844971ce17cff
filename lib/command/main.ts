import { openStore } from '../../db/open-store.ts';
import { settings } from '../env.ts';
import { keysCommand } from './keys.ts';

const HELP = `npm run admin -- COMMAND

  keys status   which key seals how many authenticator secrets
  keys rotate   seals every secret anew with the first of ENCRYPTION_KEYS; safe to stop and to run again
`;

/** Runs one command against the configured database. Answers the exit code: 0 done, 1 failed, 2 not understood. */
async function main([noun, verb]: string[]): Promise<number> {
  if (noun !== 'keys' || (verb !== 'status' && verb !== 'rotate')) {
    process.stderr.write(HELP);
    return 2;
  }
  const db = openStore(settings().databaseUrl);
  try {
    await db.migrate();
    return await keysCommand(verb, db, settings().encryptionKeys, (line) => void process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await db.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
