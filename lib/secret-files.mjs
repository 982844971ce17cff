import { readFileSync } from 'node:fs';
import { SECRET_NAMES } from './config/secret-names.mjs';

/**
 * The environment with the content of each NAME_FILE in the place of its name. One that cannot be read, or whose NAME
 * is set as well, stays as it is, for `secretFileProblems` to name.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Readonly<Record<string, string | undefined>>}
 */
export function readSecretFiles(environment) {
  const found = SECRET_NAMES.flatMap((name) => {
    const path = environment[`${name}_FILE`]?.trim();
    const value = path && !environment[name]?.trim() ? contentOf(path) : '';
    // Empty instead of gone: Next reads .env by itself, and would put the path back.
    return value
      ? [
          [name, value],
          [`${name}_FILE`, ''],
        ]
      : [];
  });
  return found.length > 0 ? { ...environment, ...Object.fromEntries(found) } : environment;
}

/** @param {string} path */
function contentOf(path) {
  try {
    return readFileSync(/* turbopackIgnore: true */ path, 'utf8')
      .replace(/^\uFEFF/, '')
      .trim();
  } catch {
    return '';
  }
}
