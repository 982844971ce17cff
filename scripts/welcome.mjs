import { SETTINGS_FILE } from './settings-file.mjs';

/** What is said once the server answers: where it is, what it is set to, what to do next. */
export function welcome({ host, port, settings, isSecretFileUsed }) {
  const {
    APP_NAME = 'Axelor Connect',
    AUTH_URL,
    DATABASE_URL = 'file:data/app.db',
    MAIL_FOLDER = 'data/outbox',
  } = settings;
  const toDo = settings.SIGNUP === 'closed' ? 'sign in' : 'create an account';
  const rows = [
    ['Ways in', 'email and password'],
    ...['Google', 'Facebook', 'GitHub'].map((name) => ['', wayIn(name, settings)]),
    ['Data', `${withoutPassword(DATABASE_URL)}${backUpBy(DATABASE_URL)}`],
    ['Secrets', isSecretFileUsed ? `${SETTINGS_FILE}, to be backed up together with the data` : 'from your settings'],
    ['Mail', settings.SMTP_URL ? 'by SMTP' : `laid into ${MAIL_FOLDER}; set SMTP_URL to send it`],
    ['Next', `Open ${AUTH_URL} and ${toDo}. Ctrl+C stops the server.`],
  ];
  const target = isThisMachine(AUTH_URL) ? '' : ` (your proxy passes on to http://${host}:${port})`;
  return `\n${APP_NAME} is ready at ${AUTH_URL}${target}\n\n${rows.map(([name, text]) => `  ${name.padEnd(9)}${text}\n`).join('')}`;
}

function wayIn(name, settings) {
  const [id, secret] = [`AUTH_${name.toUpperCase()}_ID`, `AUTH_${name.toUpperCase()}_SECRET`];
  return settings[id] && settings[secret] ? name : `${name}: set ${id} and ${secret} to add it`;
}

/** A file that is copied by hand lacks what is in the log beside it. */
function backUpBy(url) {
  return url.startsWith('file:') ? ', backed up by npm run admin -- backup, never by copying it' : '';
}

/** A file by its path; a server by its address, without the password that stands in it. */
function withoutPassword(url) {
  return url.replace(/^file:/, '').replace(/\/\/[^/]*@/, '//');
}

function isThisMachine(url) {
  return /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|\/|$)/.test(url);
}
