import { SETTINGS_FILE } from './settings-file.mjs';

/**
 * @typedef {{
 *   host: string;
 *   port: string;
 *   settings: import('./settings-file.mjs').Values;
 *   isSecretFileUsed: boolean;
 * }} Start
 */

/**
 * Returns what `npm start` prints once the server is up: where it is, its settings, what to do next.
 *
 * @param {Start} start
 */
export function welcome({ host, port, settings, isSecretFileUsed }) {
  const {
    APP_NAME = 'Axelor Connect',
    AUTH_URL = '',
    DATABASE_URL = 'file:data/app.db',
    MAIL_FOLDER = 'data/outbox',
  } = settings;
  const toDo = settings.SIGNUP === 'closed' ? 'sign in' : 'create an account';
  /** @type {[name: string, text: string][]} */
  const rows = [
    ['Ways in', 'email and password'],
    ...['Google', 'Facebook', 'GitHub'].map((name) => /** @type {[string, string]} */ (['', wayIn(name, settings)])),
    ['Data', `${withoutPassword(DATABASE_URL)}${backUpBy(DATABASE_URL)}`],
    ['Secrets', isSecretFileUsed ? `${SETTINGS_FILE}, to be backed up together with the data` : 'from your settings'],
    ['Mail', settings.SMTP_URL ? 'by SMTP' : `laid into ${MAIL_FOLDER}; set SMTP_URL to send it`],
    ['Next', `Open ${AUTH_URL} and ${toDo}. Ctrl+C stops the server.`],
  ];
  const target = isThisMachine(AUTH_URL) ? '' : ` (your proxy passes on to http://${host}:${port})`;
  return `\n${APP_NAME} is ready at ${AUTH_URL}${target}\n\n${rows.map(([name, text]) => `  ${name.padEnd(9)}${text}\n`).join('')}`;
}

/**
 * @param {string} name
 * @param {import('./settings-file.mjs').Values} settings
 */
function wayIn(name, settings) {
  const id = `AUTH_${name.toUpperCase()}_ID`;
  const secret = `AUTH_${name.toUpperCase()}_SECRET`;
  return settings[id] && settings[secret] ? name : `${name}: set ${id} and ${secret} to add it`;
}

/**
 * Says how to back up: a copy of a database file lacks what is in the log beside it.
 *
 * @param {string} url
 */
function backUpBy(url) {
  return url.startsWith('file:') ? ', backed up by npm run admin -- backup, never by copying it' : '';
}

/**
 * Names a file by its path, a server by its URL without the password.
 *
 * @param {string} url
 */
function withoutPassword(url) {
  return url.replace(/^file:/, '').replace(/\/\/[^/]*@/, '//');
}

/** @param {string} url */
function isThisMachine(url) {
  return /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|\/|$)/.test(url);
}
