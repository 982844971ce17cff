import { existsSync, statSync } from 'node:fs';
import { faultOfSqlite, sqlitePath } from '../../db/engines/sqlite/backup.ts';
import { openStore } from '../../db/open-store.ts';
import { addressUnknown, listInstallation } from '../../db/queries/installation.ts';
import { findOldestWaitingMail } from '../../db/queries/mails.ts';
import type { SchemaState, Store } from '../../db/store.ts';
import { clock } from '../clock.ts';
import { MINUTE_MS } from '../config/limits.ts';
import type { Settings } from '../config/settings.ts';
import { errorMessage } from '../error-message.ts';
import { checkSealingKeys, describeKeyFault } from '../flows/operations/check-sealing-keys.ts';
import { type Finding, ok } from './finding.ts';
import { countByKey } from './keys.ts';
import { pluralize } from './pluralize.ts';

/**
 * Checks that the database is there, intact and private, that the configured keys open its secrets, and whether mail
 * waits.
 */
export async function checkDatabase(settings: Settings): Promise<Finding[]> {
  const { databaseUrl, encryptionKeys } = settings;
  const found: Finding[] = [];
  if (databaseUrl.startsWith('file:')) {
    const path = sqlitePath(databaseUrl);
    if (!existsSync(path))
      return [{ what: 'database', state: 'warning', says: `${path} is not there yet`, fix: 'npm start makes it.' }];
    const fault = faultOfSqlite(path);
    if (fault)
      return [
        {
          what: 'database',
          state: 'fault',
          says: `${path}: ${fault}`,
          fix: 'Restore a backup: npm run admin -- restore FILE',
        },
      ];
    const mode = statSync(path).mode & 0o777;
    found.push(
      mode === 0o600
        ? ok('database', `${path}, sound, readable by its owner alone`)
        : {
            what: 'database',
            state: 'warning',
            says: `${path} has mode ${mode.toString(8)}`,
            fix: `chmod 600 ${path}`,
          },
    );
  }
  let db: Store | undefined;
  try {
    db = openStore(databaseUrl);
    await db.ping();
    const state = await db.schemaState();
    if (state !== 'current') return [...found, stale[state]];
    const counts = await countByKey(db, '');
    const undecryptable = [...counts.keys()].filter((id) => !encryptionKeys.some((key) => key.id === id));
    const foreign = (await checkSealingKeys(db, encryptionKeys)).filter(({ fault }) => fault === 'other-bytes');
    found.push(
      ...[...foreign, ...undecryptable.map((keyId) => ({ keyId, fault: 'missing' }) as const)].map((fault): Finding => {
        const { says, fix } = describeKeyFault(fault);
        const count = pluralize(counts.get(fault.keyId) ?? 0, 'authenticator is', 'authenticators are');
        return {
          what: 'ENCRYPTION_KEYS',
          state: 'fault',
          says: fault.fault === 'missing' ? says.replace('authenticators are', count) : says,
          fix: fix,
        };
      }),
      undecryptable.length + foreign.length === 0
        ? ok('ENCRYPTION_KEYS', 'open every authenticator')
        : ok('database', 'answers'),
      await waitingMail(db),
      ...unreadAddress((await listInstallation(db)).get(addressUnknown)),
    );
  } catch (error) {
    found.push({
      what: 'database',
      state: 'fault',
      says: errorMessage(error),
      fix: 'Fix the database, or DATABASE_URL.',
    });
  } finally {
    await db?.close();
  }
  return found;
}

const stale: Record<Exclude<SchemaState, 'current'>, Finding> = {
  behind: {
    what: 'database',
    state: 'warning',
    says: 'lacks migrations of this version',
    fix: 'npm start makes them, or npm run admin -- migrate',
  },
  ahead: {
    what: 'database',
    state: 'fault',
    says: 'a newer version of this app has migrated it',
    fix: 'Start that version, or restore a backup from before the upgrade.',
  },
};

async function waitingMail(db: Store): Promise<Finding> {
  const since = await findOldestWaitingMail(db);
  const minutes = since ? Math.floor((clock().getTime() - since.getTime()) / MINUTE_MS) : 0;
  return minutes < 5
    ? ok('outbox', since ? 'on its way' : 'empty')
    : {
        what: 'outbox',
        state: 'warning',
        says: `the oldest mail waits for ${minutes} minutes`,
        fix: 'Is the server running, and does SMTP_URL work?',
      };
}

/** Without an IP address the limits by address don't apply, and nothing else would say so (attack A-37). */
function unreadAddress(since: string | undefined): Finding[] {
  if (!since) return [];
  return [
    {
      what: 'TRUSTED_PROXIES',
      state: 'warning',
      says: `the running server could not read a visitor's address (first at ${since}), so the limits by address do not apply`,
      fix: 'Set TRUSTED_PROXIES to the number of your proxies, see what they write into X-Forwarded-For, and restart.',
    },
  ];
}
