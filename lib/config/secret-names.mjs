// In plain JavaScript, since npm start reads it before anything is installed.

/**
 * The settings that may be in a file of their own, named by NAME_FILE, as Docker and Kubernetes pass secrets: then no
 * value is in an environment that others may see.
 */
export const SECRET_NAMES = [
  'AUTH_SECRET',
  'ENCRYPTION_KEYS',
  'DATABASE_URL',
  'SMTP_URL',
  'METRICS_TOKEN',
  'FORWARD_AUTH_TOKEN',
  'EVENT_WEBHOOK_URL',
  'EVENT_WEBHOOK_SECRET',
  'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
  'AUTH_GOOGLE_SECRET',
  'AUTH_FACEBOOK_SECRET',
  'AUTH_GITHUB_SECRET',
];

/**
 * What is wrong with a NAME_FILE that is still there after lib/secret-files.mjs has put the content of each readable
 * file in its place.
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export function secretFileProblems(environment) {
  return SECRET_NAMES.flatMap((secret) => {
    const name = `${secret}_FILE`;
    const path = environment[name]?.trim();
    if (!path) return [];
    return environment[secret]?.trim()
      ? [{ name, problem: `is set, and so is ${secret}`, fix: 'Keep one of the two' }]
      : [
          {
            name,
            problem: `names ${path}, which is empty, not there, or not readable for the user that runs this program`,
            fix: `Write the value into that file, or set ${secret} itself`,
          },
        ];
  });
}
