import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { SECRET_NAMES, secretFileProblems } from '../lib/config/secret-names.mjs';
import { giveToOwner, makeFolder } from '../lib/owner.mjs';
import { readSecretFiles } from '../lib/secret-files.mjs';

export const SETTINGS_FILE = 'data/settings.env';

const HEADER = `# Made by npm start. These two secrets belong to the database beside this file: keep both, back both up together.
# Without ENCRYPTION_KEYS no user's authenticator app works any more.
# You can add other settings (see .env.example); the environment and .env override them.
`;

/** Tells Next that `.env` has been read, as it tells its own children. */
const READ_ALREADY = { __NEXT_PROCESSED_ENV: 'true' };

/** @typedef {import('../server/child.mjs').Environment} Values settings by name */

/**
 * @typedef {{
 *   values: Values;
 *   host: string;
 *   port: string;
 *   isUrlAssumed: boolean;
 *   made: string[];
 *   isSecretFileUsed: boolean;
 *   warnings: string[];
 * }} Gathered
 */

/** @type {Map<string, () => string>} */
const makers = new Map(
  Object.entries({
    AUTH_SECRET: () => randomBytes(33).toString('base64'),
    // A name that no other machine generates: where a backup is restored, both keys can be configured together.
    ENCRYPTION_KEYS: () => `k${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`,
  }),
);

/**
 * Returns the settings of this start: the environment first, then `.env` and its variants as Next names them, then
 * `data/settings.env`. The only reader of these files: the values go to build, server and command as their environment,
 * and Next reads no file, since it parses quotes, `$` and `NAME: value` in ways of its own. A secret may be in a file
 * that NAME_FILE names. Missing secrets are generated and stored, unless `makesSecrets` is false.
 *
 * @param {{ root: string; environment: Values; mode?: string; makesSecrets?: boolean }} start
 * @returns {Gathered | { problem: string }}
 */
export function gatherSettings({ root, environment, mode = 'production', makesSecrets = true }) {
  const file = join(root, SETTINGS_FILE);
  const names = [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env'];
  const read = [...names.map((name) => join(root, name)), file].map(readSettingsFile);
  for (const { problem } of read) if (problem !== undefined) return { problem };
  const [stored = {}, ...files] = read.map(({ values }) => withoutEmpty(values)).reverse();
  const written = readSecretFiles(Object.assign({}, ...files, withoutEmpty(environment)));
  const [wrong] = secretFileProblems(written);
  if (wrong) return { problem: `${wrong.name} ${wrong.problem}. ${wrong.fix}.` };
  /** @type {Values} */
  const values = { ...readSecretFiles(stored), ...written };
  const { HOST: host = '127.0.0.1', PORT: port = '3000' } = values;
  const database = databaseFile(root, values.DATABASE_URL);

  const missing = [...makers].filter(([name]) => !values[name]);
  const isMissing = (/** @type {string} */ secret) => missing.some(([name]) => name === secret);
  if (isMissing('ENCRYPTION_KEYS') && (!database || existsSync(database))) return { problem: keysAreGone(database) };
  const made = Object.fromEntries((makesSecrets ? missing : []).map(([name, make]) => [name, make()]));
  if (Object.keys(made).length > 0) addToFile(file, made);

  return {
    // Derived at every start and not stored, so that PORT=4000 npm start is right the next time too.
    values: { AUTH_URL: `http://localhost:${port}`, ...values, ...made, ...READ_ALREADY },
    host,
    port,
    isUrlAssumed: !values.AUTH_URL,
    made: Object.keys(made),
    isSecretFileUsed: [...makers.keys()].some((name) => isMissing(name) || stored[name] === values[name]),
    warnings: [
      ...read.flatMap(({ warnings }) => warnings),
      ...keysAreHidden(stored.ENCRYPTION_KEYS, values.ENCRYPTION_KEYS),
    ],
  };
}

/**
 * Parses NAME=VALUE lines as Node does (util.parseEnv): a value may have quotes around it, # begins a comment outside.
 *
 * @param {string} text
 */
export function parseSettingsFile(text) {
  return parseEnv(settingLines(text).kept.join('\n'));
}

/**
 * Returns the lines that are read, and the numbers of those that set nothing or lose their end at a #.
 *
 * @param {string} text
 */
function settingLines(text) {
  /** @type {{ kept: string[]; stray: number[]; cut: number[] }} */
  const found = { kept: [], stray: [], cut: [] };
  let open = '';
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const [, quote, rest = ''] = /^\s*(?:export\s+)?[\w.-]+\s*=\s*(["'`])?(.*)$/.exec(line) ?? [];
    const isSetting = /^\s*(?:export\s+)?[\w.-]+\s*=/.test(line);
    // Node would read a line without = as the beginning of the next one's name.
    if (open || isSetting) found.kept.push(line);
    else if (!/^\s*(#|$)/.test(line)) found.stray.push(index + 1);
    if (!open && isSetting && !quote && /^[^#]*[^\s#]#/.test(rest)) found.cut.push(index + 1);
    if (open) open = line.includes(open) ? '' : open;
    else if (quote && !rest.includes(quote)) open = quote;
  }
  return found;
}

/**
 * @param {string} path
 * @returns {{ values: Values; warnings: string[]; problem?: string }}
 */
function readSettingsFile(path) {
  if (!existsSync(path)) return { values: {}, warnings: [] };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    const { stray, cut } = settingLines(text);
    const values = parseSettingsFile(text);
    const isOpen = SECRET_NAMES.some((name) => values[name]) && (statSync(path).mode & 0o007) !== 0;
    const at = (/** @type {number[]} */ lines) => `line ${lines.join(', ')} of ${path}`;
    return {
      values,
      warnings: [
        ...(isOpen && process.platform !== 'win32'
          ? [`Warning: every user of this machine can read the secrets in ${path}: chmod 600 ${path}`]
          : []),
        ...(stray.length > 0 ? [`Warning: ${at(stray)} is passed over: write NAME=VALUE.`] : []),
        ...(cut.length > 0
          ? [`Warning: # begins a comment in ${at(cut)}: put the value in quotes to keep it whole.`]
          : []),
      ],
    };
  } catch (error) {
    return { values: {}, warnings: [], problem: `The settings in ${path} could not be read: ${reasonOf(error)}.` };
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : error.message;
}

/**
 * Leaves out empty values, which count as not set, as in a `.env` copied from `.env.example`.
 *
 * @param {Values} values
 * @returns {Record<string, string>}
 */
function withoutEmpty(values) {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value?.trim() ? [[name, value]] : [])));
}

/**
 * Appends to the file and replaces it in one rename, so that a crash leaves the old one or the new one.
 *
 * @param {string} file
 * @param {Readonly<Record<string, string>>} made
 */
function addToFile(file, made) {
  const before = existsSync(file) ? `${readFileSync(file, 'utf8').trimEnd()}\n` : HEADER;
  const lines = Object.entries(made).map(([name, value]) => `${name}=${value}\n`);
  makeFolder(dirname(file));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, before + lines.join(''), { mode: 0o600, flag: 'wx' });
  giveToOwner(draft);
  renameSync(draft, file);
}

/**
 * @param {string} root
 * @param {string} [url]
 */
function databaseFile(root, url = 'file:data/app.db') {
  return url.startsWith('file:') ? resolve(root, url.slice('file:'.length)) : undefined;
}

/** @param {string | undefined} database */
function keysAreGone(database) {
  const cure = `bring back ${SETTINGS_FILE} or set ENCRYPTION_KEYS`;
  return database
    ? `${database} holds people's authenticators, but ENCRYPTION_KEYS, which open them, are not set: ${cure}. New keys would lock every user out. (If that database is no longer needed, move it away.)`
    : `The database of DATABASE_URL may hold people's authenticators, so no keys are generated for it: ${cure}. A new one: echo "k$(openssl rand -hex 4):$(openssl rand -base64 32)"`;
}

/**
 * Warns of generated keys that the settings in force leave out: what they sealed could not be opened.
 *
 * @param {string} [stored]
 * @param {string} [inForce]
 */
function keysAreHidden(stored = '', inForce = '') {
  const list = (/** @type {string} */ keys) =>
    keys
      .split(',')
      .map((key) => key.trim())
      .filter(Boolean);
  const isHidden = list(stored).some((key) => !list(inForce).includes(key));
  return isHidden
    ? [
        `Warning: ENCRYPTION_KEYS leave out a key of ${SETTINGS_FILE}; authenticators that it sealed cannot be opened. Add it at the end of the list.`,
      ]
    : [];
}
