import { readSecretFiles } from '../secret-files.mjs';
import { findMisspelt, type Misspelt } from './setting-names.ts';
import { parseSettings, type Settings, settingNames } from './settings.ts';

let cached: Settings | undefined;

/**
 * Returns the settings of this process, read from the environment once. Throws an error that lists every problem;
 * `instrumentation.ts` turns that into a table and stops the start.
 */
export function settings(): Settings {
  if (!cached) {
    const parsed = parseSettings(environment());
    if (!parsed.ok) {
      throw new Error(
        `The settings are not usable: ${parsed.problems.map((problem) => `${problem.name} ${problem.problem}`).join('; ')}`,
      );
    }
    cached = parsed.settings;
  }
  return cached;
}

/** Returns whether this is the built app, not Next's development server. */
export function isProduction(): boolean {
  return process.env.NODE_ENV === 'production';
}

/** The folder of this build, which next.config.ts writes into the code. */
export function buildFolder(): string {
  return process.env.BUILD_FOLDER ?? '.next';
}

/** Returns whether this build filters requests in proxy.vercel.ts; next.config.ts writes it into the code. */
export function isFilteredByProxy(): boolean {
  return process.env.REQUEST_FILTER === 'proxy';
}

/**
 * Returns the header in which server/http-hooks/peer-address.mjs notes the peer of the socket; undefined where it
 * doesn't run.
 */
export function peerAddressHeader(): string | undefined {
  return process.env.PEER_ADDRESS_HEADER;
}

/** Returns which of the processes behind one port this is (server/cluster.mjs); undefined where it is the only one. */
export function processNumber(): string | undefined {
  return process.env.PROCESS_NUMBER;
}

/**
 * Returns how many processes share the processors of this machine (PROCESSES), also where the settings are incomplete.
 */
export function processCount(): number {
  return Math.max(1, Math.trunc(Number(process.env.PROCESSES)) || 1);
}

/** Returns every problem of the environment, for the table that is printed when the start stops. */
export function settingFaults(): ReturnType<typeof parseSettings> {
  return parseSettings(environment());
}

/** Returns all of it, including secrets in files of their own (lib/secret-files.mjs). */
export function environment(): Readonly<Record<string, string | undefined>> {
  return readSecretFiles(process.env);
}

/** Returns names of this environment that aren't settings, but were probably meant as one. */
export function misspeltSettings(): Misspelt[] {
  const names = Object.entries(environment()).flatMap(([name, value]) => (value?.trim() ? [name] : []));
  return findMisspelt(names, settingNames);
}
