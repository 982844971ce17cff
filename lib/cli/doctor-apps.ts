import { readAppsFile } from '../config/apps-file.ts';
import type { Settings } from '../config/settings.ts';
import { doctor as words } from '../words/en/doctor.ts';
import { type Finding, ok } from './finding.ts';

/** Checks the apps that APPS_FILE declares; nothing is said where it isn't set. */
export function checkApps(settings: Settings): Finding[] {
  if (!settings.appsFile) return [];
  const { apps, problems } = readAppsFile(settings);
  return problems.length > 0
    ? problems.map(({ name, problem, fix }) => ({ what: name, state: 'fault', says: problem, fix }))
    : [ok('APPS_FILE', words.appsDeclared({ count: apps.length }))];
}
