import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { SECRET_NAMES, secretFileProblems } from '../lib/config/secret-names.mjs';
import { giveToOwner, makeFolder } from '../lib/owner.mjs';
import { readSecretFiles } from '../lib/secret-files.mjs';

export const SETTINGS_FILE = 'data/settings.env';

const HEADER = `# Made by npm start. These two secrets belong to the database beside this file: keep both, back both up together.
# Without ENCRYPTION_KEYS no authenticator app of anybody works any more.
# Other settings (see .env.example) may stand here too; the environment and .env count more.
`;

/** What Next notes for its own children once it has read `.env`. */
const READ_ALREADY = { __NEXT_PROCESSED_ENV: 'true' };

const makers = {
  AUTH_SECRET: () => randomBytes(33).toString('base64'),
  // A name that no other machine makes up: of a backup that is restored there, both keys can be configured then.
  ENCRYPTION_KEYS: () => `k${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`,
};

/**
 * The settings of this start: the environment counts most, then `.env` and its kin as Next names them, then
 * `data/settings.env`. The only reader of these files: what it answers goes to build, server and command as their
 * environment, and Next is told to read none, since it takes quotes, `$` and `NAME: value` in ways of its own. A secret may lie in a file that NAME_FILE names.
 * Secrets that stand nowhere are made and kept there, unless `makesSecrets` is false. Answers `{ values, host, port, made, isSecretFileUsed, warnings }`
 * or `{ fault }`.
 */
export function gatherSettings({ root, environment, mode = 'production', makesSecrets = true }) {
  const file = join(root, SETTINGS_FILE);
  const names = [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env'];
  const read = [...names.map((name) => join(root, name)), file].map(readSettingsFile);
  const fault = read.find((one) => one.fault)?.fault;
  if (fault) return { fault };
  const [kept, ...files] = read.map(({ values }) => withoutEmpty(values)).reverse();
  const written = readSecretFiles(Object.assign({}, ...files, withoutEmpty(environment)));
  const [wrong] = secretFileProblems(written);
  if (wrong) return { fault: `${wrong.name} ${wrong.problem}. ${wrong.fix}.` };
  const values = { ...readSecretFiles(kept), ...written };
  const { HOST: host = '127.0.0.1', PORT: port = '3000' } = values;
  const database = databaseFile(root, values.DATABASE_URL);

  const missing = Object.keys(makers).filter((name) => !values[name]);
  if (missing.includes('ENCRYPTION_KEYS') && (!database || existsSync(database)))
    return { fault: keysAreGone(database) };
  const made = Object.fromEntries((makesSecrets ? missing : []).map((name) => [name, makers[name]()]));
  if (Object.keys(made).length > 0) addToFile(file, made);

  return {
    // Worked out at every start and kept nowhere, so that PORT=4000 npm start is right the next time too.
    values: { AUTH_URL: `http://localhost:${port}`, ...values, ...made, ...READ_ALREADY },
    host,
    port,
    isUrlAssumed: !values.AUTH_URL,
    made: Object.keys(made),
    isSecretFileUsed: Object.keys(makers).some((name) => missing.includes(name) || kept[name] === values[name]),
    warnings: [
      ...read.flatMap(({ warnings }) => warnings),
      ...keysAreHidden(kept.ENCRYPTION_KEYS, values.ENCRYPTION_KEYS),
    ],
  };
}

/** NAME=VALUE lines as Node reads them (util.parseEnv): quotes may stand around a value, # begins a comment outside. */
export function parseSettingsFile(text) {
  return parseEnv(settingLines(text).kept.join('\n'));
}

/** The lines that are read, and the numbers of those that say nothing or lose their end at a #. */
function settingLines(text) {
  const found = { kept: [], stray: [], cut: [] };
  let open = '';
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const [, quote, rest = ''] = /^\s*(?:export\s+)?[\w.-]+\s*=\s*(["'`])?(.*)$/.exec(line) ?? [];
    const isSetting = /^\s*(?:export\s+)?[\w.-]+\s*=/.test(line);
    // Node would take a line without = for the beginning of the next one's name.
    if (open || isSetting) found.kept.push(line);
    else if (!/^\s*(#|$)/.test(line)) found.stray.push(index + 1);
    if (!open && isSetting && !quote && /^[^#]*[^\s#]#/.test(rest)) found.cut.push(index + 1);
    if (open ? line.includes(open) : quote && !rest.includes(quote)) open = open ? '' : quote;
  }
  return found;
}

function readSettingsFile(path) {
  if (!existsSync(path)) return { values: {}, warnings: [] };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    const { stray, cut } = settingLines(text);
    const values = parseSettingsFile(text);
    const isOpen = SECRET_NAMES.some((name) => values[name]) && (statSync(path).mode & 0o007) !== 0;
    const at = (lines) => `line ${lines.join(', ')} of ${path}`;
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
    const reason = error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : error.message;
    return { fault: `The settings in ${path} could not be read: ${reason}.` };
  }
}

/** An empty value counts as not set, as in a `.env` copied from `.env.example`. */
function withoutEmpty(record) {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value?.trim()));
}

/** Adds to the end and replaces the file in one move, so that a crash leaves the old one or the new one. */
function addToFile(file, made) {
  const before = existsSync(file) ? `${readFileSync(file, 'utf8').trimEnd()}\n` : HEADER;
  const lines = Object.entries(made).map(([name, value]) => `${name}=${value}\n`);
  makeFolder(dirname(file));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, before + lines.join(''), { mode: 0o600, flag: 'wx' });
  giveToOwner(draft);
  renameSync(draft, file);
}

function databaseFile(root, url = 'file:data/app.db') {
  return url.startsWith('file:') ? resolve(root, url.slice('file:'.length)) : undefined;
}

function keysAreGone(database) {
  const cure = `bring back ${SETTINGS_FILE} or set ENCRYPTION_KEYS`;
  return database
    ? `${database} holds people's authenticators, but ENCRYPTION_KEYS, which open them, stand nowhere: ${cure}. New keys would lock everybody out. (If nobody needs that database, move it away.)`
    : `The database of DATABASE_URL may hold people's authenticators, so no keys are made up for it: ${cure}. A new one: echo "k$(openssl rand -hex 4):$(openssl rand -base64 32)"`;
}

/** Keys once made here that the settings in force leave out: whatever they sealed would stay shut. */
function keysAreHidden(kept = '', inForce = '') {
  const list = (keys) =>
    keys
      .split(',')
      .map((key) => key.trim())
      .filter(Boolean);
  const isHidden = list(kept).some((key) => !list(inForce).includes(key));
  return isHidden
    ? [
        `Warning: ENCRYPTION_KEYS leave out a key of ${SETTINGS_FILE}; authenticators that it sealed cannot be opened. Add it at the end of the list.`,
      ]
    : [];
}
