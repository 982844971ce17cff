import { readFile } from 'node:fs/promises';
import { migrateOrFail } from '../../../db/migrate-or-fail.ts';
import {
  addressUnknown,
  forgetInstallation,
  listInstallation,
  noteInstallation,
} from '../../../db/queries/installation.ts';
import { clock } from '../../clock.ts';
import { type DeclaredApp, readAppsFile } from '../../config/apps-file.ts';
import { buildFolder, isProduction, misspeltSettings, settingFaults } from '../../config/env.ts';
import { sayMisspelt } from '../../config/setting-names.ts';
import type { Settings } from '../../config/settings.ts';
import { errorMessage } from '../../error-message.ts';
import { declareApps } from '../../flows/apps/declare-apps.ts';
import { checkSealingKeys, describeKeyFault, proveSealingKeys } from '../../flows/operations/check-sealing-keys.ts';
import { log } from '../../observability/log.ts';
import { byCommand } from '../../rules/events/say-browser.ts';
import { wordsOf } from '../../words/catalogue.ts';
import { DEFAULT_LANGUAGE } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { loadBrand } from '../brand.ts';
import { openDatabase, store } from '../store.ts';
import { startCleanupJob } from './cleanup-job.ts';
import { speakJson } from './framework-log.ts';
import { guardRequests } from './http-guard.ts';
import { startMailWorker } from './mail-worker.ts';
import { startNoticeWorker } from './notice-worker.ts';
import { measureProcess } from './process-metrics.ts';
import { bringRequestFilter } from './request-filter.ts';
import { startWebhookWorker } from './webhook-worker.ts';

const UNFILTERED =
  'Nothing would filter the requests here, so nothing was started. Use npm start, or preload the filter: node --import ./server/http-hooks/preload.mjs';

/**
 * Makes the process ready to serve, or ends it: Next would otherwise stay up and answer 500 to everything. Prints the
 * problems of the settings as one table, with the fix for each.
 */
export async function boot(): Promise<void> {
  const parsed = settingFaults();
  const declared = parsed.ok ? readAppsFile(parsed.settings) : null;
  const problems = parsed.ok ? [...loadBrand(parsed.settings), ...(declared?.problems ?? [])] : parsed.problems;
  if (!parsed.ok || problems.length > 0) {
    const width = Math.max(...problems.map(({ name }) => name.length));
    const rows = problems.map(({ name, problem, fix }) => `  ${name.padEnd(width)}  ${problem}. ${fix}.`);
    stop(
      `The settings are not complete, so nothing was started:\n\n${rows.join('\n')}\n\nEvery setting is explained in .env.example.`,
    );
  }
  for (const misspelt of misspeltSettings())
    log().warn({ event: 'setting-unknown', ...misspelt }, sayMisspelt(misspelt));
  if (!(await isBuiltWith(parsed.settings.actionKey))) {
    stop(
      'This build was made with another NEXT_SERVER_ACTIONS_ENCRYPTION_KEY than the one that is set, so the forms of other instances would be unknown here. Build again with it, or leave it unset.',
    );
  }
  if (parsed.settings.isTraced) {
    const { sendTraces } = await import('./tracing.ts');
    sendTraces(parsed.settings);
  }
  try {
    await migrateOrFail(await openDatabase());
    await refuseForeignKeys(parsed.settings);
    await declare(parsed.settings, declared?.apps ?? []);
    // Not where it is recorded already: an ordinary start writes nothing.
    const noted = await listInstallation(store());
    if (noted.get('origin') !== parsed.settings.origin)
      await noteInstallation(store(), 'origin', parsed.settings.origin);
    // From the previous start: what `doctor` reports may have been fixed since.
    if (noted.has(addressUnknown)) await forgetInstallation(store(), addressUnknown);
    await store().checkpoint();
    if (parsed.settings.metricsToken) measureProcess();
    startMailWorker();
    startNoticeWorker();
    startWebhookWorker();
    // In development Next shows developers what is wrong, in its own way.
    if (isProduction()) {
      guardRequests();
      speakJson();
    }
    startCleanupJob();
    // Last: requests that came earlier wait for it. In development proxy.vercel.ts filters.
    if (isProduction() && !bringRequestFilter(parsed.settings)) stop(UNFILTERED);
  } catch (error) {
    stop(`The database could not be opened: ${errorMessage(error)}`);
  }
}

/** The apps of APPS_FILE: all of them, or the server doesn't start. */
async function declare(settings: Settings, apps: readonly DeclaredApp[]): Promise<void> {
  const client = { browser: byCommand, ipAddress: 'unknown', deviceCookieHash: null, language: DEFAULT_LANGUAGE };
  const done = await declareApps({ db: store(), now: clock(), settings, log: log(), client }, apps);
  if (!done.ok) stop(say(wordsOf(DEFAULT_LANGUAGE), done.code, done.facts));
  const { unknownGroups } = done.value;
  if (unknownGroups.length > 0)
    log().warn(
      { event: 'apps-file-groups-unknown', groups: unknownGroups },
      'APPS_FILE opens apps to groups that there are not: they are closed to them until the groups are created',
    );
}

/** With a key that opens nothing here every code would be refused, and new users' secrets sealed in vain. */
async function refuseForeignKeys({ encryptionKeys }: Settings): Promise<void> {
  const faults = await checkSealingKeys(store(), encryptionKeys);
  if (faults.length === 0) return proveSealingKeys(store(), encryptionKeys);
  const rows = faults.map(describeKeyFault).map(({ says, fix }) => `  ENCRYPTION_KEYS: ${says}.\n  ${fix}`);
  stop(`The keys do not open this database, so nothing was started:\n\n${rows.join('\n\n')}`);
}

/** Returns whether the build knows its forms by `key`. Where its manifest can't be read, Next couldn't run either. */
async function isBuiltWith(key: string | undefined): Promise<boolean> {
  if (!key) return true;
  const manifest = await readFile(
    /* turbopackIgnore: true */ `${buildFolder()}/server/server-reference-manifest.json`,
    'utf8',
  ).catch(() => null);
  return !manifest || JSON.parse(manifest).encryptionKey === key;
}

function stop(reason: string): never {
  process.stderr.write(`\n${reason}\n\n`);
  process.exit(1);
}
