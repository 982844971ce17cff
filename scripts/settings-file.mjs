import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const SETTINGS_FILE = 'data/settings.env';

const HEADER = `# Made by npm start. These two secrets belong to the database beside this file: keep both, back both up together.
# Without ENCRYPTION_KEYS no authenticator app of anybody works any more.
# Other settings (see .env.example) may stand here too; the environment and .env count more.
`;

const makers = {
  AUTH_SECRET: () => randomBytes(33).toString('base64'),
  ENCRYPTION_KEYS: () => `k1:${randomBytes(32).toString('base64')}`,
};

/**
 * The settings of this start: the environment counts most, then Next's own `.env` files, then `data/settings.env`.
 * Secrets that stand nowhere are made and kept there. Answers `{ values, host, port, made, isSecretFileUsed, warning }`
 * or `{ fault }`.
 */
export function gatherSettings({ root, environment, mode = 'production' }) {
  const file = join(root, SETTINGS_FILE);
  const kept = readSettingsFile(file);
  const files = [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env'].map((name) =>
    readSettingsFile(join(root, name)),
  );
  const values = Object.assign({}, ...[environment, ...files, kept].map(withoutEmpty).reverse());
  const { HOST: host = '127.0.0.1', PORT: port = '3000' } = values;
  const database = databaseFile(root, values.DATABASE_URL);

  const missing = Object.keys(makers).filter((name) => !values[name]);
  if (missing.includes('ENCRYPTION_KEYS') && (!database || existsSync(database)))
    return { fault: keysAreGone(database) };
  const made = Object.fromEntries(missing.map((name) => [name, makers[name]()]));
  if (missing.length > 0) addToFile(file, made);

  return {
    // Worked out at every start and kept nowhere, so that PORT=4000 npm start is right the next time too.
    values: { AUTH_URL: `http://localhost:${port}`, ...values, ...made },
    host,
    port,
    made: missing,
    isSecretFileUsed: Object.keys(makers).some((name) => missing.includes(name) || kept[name] === values[name]),
    warning: keysAreHidden(kept.ENCRYPTION_KEYS, values.ENCRYPTION_KEYS),
  };
}

/** NAME=VALUE lines as Next reads them: quotes may stand around a value, # begins a comment outside of them. */
export function parseSettingsFile(text) {
  const lines = text
    .split(/\r?\n/)
    .map((line) => /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^#]*))/.exec(line));
  return Object.fromEntries(
    lines.flatMap((found) => (found ? [[found[1], found[2] ?? found[3] ?? found[4].trim()]] : [])),
  );
}

function readSettingsFile(path) {
  return existsSync(path) ? parseSettingsFile(readFileSync(path, 'utf8')) : {};
}

/** An empty value counts as not set, as in a `.env` copied from `.env.example`. */
function withoutEmpty(record) {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value?.trim()));
}

/** Adds to the end and replaces the file in one move, so that a crash leaves the old one or the new one. */
function addToFile(file, made) {
  const before = existsSync(file) ? `${readFileSync(file, 'utf8').trimEnd()}\n` : HEADER;
  const lines = Object.entries(made).map(([name, value]) => `${name}=${value}\n`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, before + lines.join(''), { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}

function databaseFile(root, url = 'file:data/app.db') {
  return url.startsWith('file:') ? resolve(root, url.slice('file:'.length)) : undefined;
}

function keysAreGone(database) {
  const cure = `bring back ${SETTINGS_FILE} or set ENCRYPTION_KEYS`;
  return database
    ? `${database} holds people's authenticators, but ENCRYPTION_KEYS, which open them, stand nowhere: ${cure}. New keys would lock everybody out. (If nobody needs that database, move it away.)`
    : `The database of DATABASE_URL may hold people's authenticators, so no keys are made up for it: ${cure}. A new one: echo "k1:$(openssl rand -base64 32)"`;
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
    ? `Warning: ENCRYPTION_KEYS leave out a key of ${SETTINGS_FILE}; authenticators that it sealed cannot be opened. Add it at the end of the list.`
    : undefined;
}
