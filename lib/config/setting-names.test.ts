import { expect, test } from 'vitest';
import { findMisspelt, sayMisspelt } from './setting-names.ts';
import { settingNames } from './settings.ts';

test.each([
  ['SIGN_UP', 'SIGNUP'],
  ['SIGNUPS', 'SIGNUP'],
  ['signup', 'SIGNUP'],
  ['AUTH-URL', 'AUTH_URL'],
  ['MAIL_FORM', 'MAIL_FROM'],
  ['TWO_FACTORS', 'TWO_FACTOR'],
  ['ENCRYPTION_KEY', 'ENCRYPTION_KEYS'],
  ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
  ['SESSION_DAY', 'SESSION_DAYS'],
  ['NEXTAUTH_SECRET', 'AUTH_SECRET'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['SMTP_URL_FILES', 'SMTP_URL_FILE'],
  ['SMTP_HOST', 'SMTP_URL'],
  ['AUTH_GITHUB_CLIENT_ID', 'AUTH_GITHUB_ID'],
  ['GOOGLE_CLIENT_SECRET', 'AUTH_GOOGLE_SECRET'],
])('%s is named, and that %s was probably meant', (name, meant) => {
  const [found, ...others] = findMisspelt([name], settingNames);
  expect(others).toEqual([]);
  expect(found && sayMisspelt(found)).toBe(`${name} is no setting and is passed over. Did you mean ${meant}?`);
});

test('a file is read for secrets alone, and says so for others', () => {
  const [found] = findMisspelt(['APP_NAME_FILE', 'AUTH_SECRET_FILE'], settingNames);
  expect(found && sayMisspelt(found)).toBe(
    'APP_NAME_FILE is passed over: only secrets are read from files. Set APP_NAME itself.',
  );
});

test('our own names and those of others around us are left alone', () => {
  const around =
    'HOME HOSTNAME LOGNAME MAIL PATH POSTGRES_PASSWORD NODE_ENV TZ npm_package_name MOVE_TO OTEL_SERVICE_NAME AUTH_TOKEN SESSION_MANAGER';
  expect(findMisspelt([...settingNames, 'HOST', 'PORT', ...around.split(' ')], settingNames)).toEqual([]);
});
