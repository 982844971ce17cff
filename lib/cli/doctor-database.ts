import { existsSync, statSync } from 'node:fs';
import { faultOfSqlite, sqlitePath } from '../../db/engines/sqlite/backup.ts';
import { openStore } from '../../db/open-store.ts';
import { listFailedNotices } from '../../db/queries/app-sessions.ts';
import { addressUnknown, listInstallation } from '../../db/queries/installation.ts';
import { findOldestWaitingMail } from '../../db/queries/mails.ts';
import type { SchemaState, Store } from '../../db/store.ts';
import { clock } from '../clock.ts';
import { MINUTE_MS } from '../config/limits.ts';
import type { Settings } from '../config/settings.ts';
import { errorMessage } from '../error-message.ts';
import { checkSealingKeys, describeKeyFault } from '../flows/operations/check-sealing-keys.ts';
import { doctor as words } from '../words/en/doctor.ts';
import { checkHosts } from './doctor-hosts.ts';
import { checkStrandedPasskeys } from './doctor-passkeys.ts';
import { checkWebhook } from './doctor-webhook.ts';
import { type Finding, ok } from './finding.ts';
import { countByKey } from './keys.ts';

/**
 * Checks that the database is there, intact and private, that the configured keys open its secrets, and whether mail
 * waits.
 */
export async function checkDatabase(settings: Settings): Promise<Finding[]> {
  const { databaseUrl, encryptionKeys } = settings;
  const found: Finding[] = [];
  if (databaseUrl.startsWith('file:')) {
    const path = sqlitePath(databaseUrl);
    if (!existsSync(path)) return [{ what: 'database', state: 'warning', ...words.database.missing({ path }) }];
    const fault = faultOfSqlite(path);
    if (fault)
      return [
        {
          what: 'database',
          state: 'fault',
          ...words.database.damaged({ path, fault }),
        },
      ];
    const mode = statSync(path).mode & 0o777;
    found.push(
      mode === 0o600
        ? ok('database', words.database.sound({ path }))
        : {
            what: 'database',
            state: 'warning',
            ...words.database.mode({ path, mode: mode.toString(8) }),
          },
    );
  }
  let db: Store | undefined;
  try {
    db = await openStore(databaseUrl);
    await db.ping();
    const state = await db.schemaState();
    if (state !== 'current') return [...found, stale[state]];
    const counts = await countByKey(db, '');
    const undecryptable = [...counts.keys()].filter((id) => !encryptionKeys.some((key) => key.id === id));
    const foreign = (await checkSealingKeys(db, encryptionKeys)).filter(({ fault }) => fault === 'other-bytes');
    found.push(
      ...[...foreign, ...undecryptable.map((keyId) => ({ keyId, fault: 'missing' }) as const)].map((fault): Finding => {
        const { says, fix } = describeKeyFault(fault);
        const { keyId } = fault;
        const count = counts.get(keyId) ?? 0;
        return {
          what: 'ENCRYPTION_KEYS',
          state: 'fault',
          says: fault.fault === 'missing' ? words.keys.missing({ count, keyId }) : says,
          fix,
        };
      }),
      undecryptable.length + foreign.length === 0
        ? ok('ENCRYPTION_KEYS', words.keys.sound)
        : ok('database', words.database.answers),
      await waitingMail(db),
      ...(await untoldApps(db)),
      ...(await checkWebhook(db, settings)),
      ...(await checkHosts(db, settings)),
      ...(await checkStrandedPasskeys(db, settings)),
      ...unreadAddress((await listInstallation(db)).get(addressUnknown)),
    );
  } catch (error) {
    found.push({
      what: 'database',
      state: 'fault',
      says: errorMessage(error),
      fix: words.database.fix,
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
    ...words.database.behind,
  },
  ahead: {
    what: 'database',
    state: 'fault',
    ...words.database.ahead,
  },
};

async function waitingMail(db: Store): Promise<Finding> {
  const since = await findOldestWaitingMail(db);
  const minutes = since ? Math.floor((clock().getTime() - since.getTime()) / MINUTE_MS) : 0;
  return minutes < 5
    ? ok('outbox', since ? words.mail.sending : words.mail.empty)
    : {
        what: 'outbox',
        state: 'warning',
        ...words.mail.waits({ minutes }),
      };
}

/** Apps that answered no notice of an ended session, to the last try. */
async function untoldApps(db: Store): Promise<Finding[]> {
  const failed = await listFailedNotices(db);
  if (failed.length === 0) return [];
  const apps = [...new Set(failed.map(({ app }) => app))].join(', ');
  return [{ what: 'apps', state: 'warning', ...words.notices.failed({ apps, count: failed.length }) }];
}

/** Without an IP address the limits by address don't apply, and nothing else would say so (attack A-37). */
function unreadAddress(since: string | undefined): Finding[] {
  if (!since) return [];
  return [
    {
      what: 'TRUSTED_PROXIES',
      state: 'warning',
      ...words.unreadAddress({ since }),
    },
  ];
}
