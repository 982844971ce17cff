import { listInstallation } from '../../db/queries/installation.ts';
import type { Store } from '../../db/store.ts';
import type { Settings } from '../config/settings.ts';
import { command as words } from '../words/en/command.ts';
import type { Terminal } from './terminal.ts';

/**
 * Returns the settings with the origin that the server runs with, where this command has none; or why it must not mail:
 * the links would lead to another origin than the server's.
 */
export async function withServerOrigin(
  db: Store,
  settings: Settings,
  { environment }: Terminal,
  doesMail: boolean,
): Promise<{ settings: Settings } | { refusal: string }> {
  const noted = (await listInstallation(db)).get('origin');
  if (!noted || noted === settings.origin) return { settings };
  if (environment['AUTH_URL_IS_ASSUMED'])
    return { settings: { ...settings, origin: noted, isHttps: noted.startsWith('https:') } };
  if (!doesMail) return { settings };
  return { refusal: words.otherOrigin({ noted, ours: settings.origin }) };
}
