import { SECRET_NAMES } from './secret-names.mjs';

/** A name of the environment that isn't a setting, but was probably meant as one. */
export type Misspelt = { name: string; meant: string };

/** What other programs, and earlier versions of the libraries below, call the same thing. */
const aliases: Readonly<Record<string, string>> = {
  NEXTAUTH_URL: 'AUTH_URL',
  NEXTAUTH_SECRET: 'AUTH_SECRET',
  DB_URL: 'DATABASE_URL',
  TRUST_PROXY: 'TRUSTED_PROXIES',
  TRUSTED_PROXY: 'TRUSTED_PROXIES',
  SMTP_HOST: 'SMTP_URL',
  SMTP_PORT: 'SMTP_URL',
  SMTP_USER: 'SMTP_URL',
  SMTP_PASSWORD: 'SMTP_URL',
  SMTP_FROM: 'MAIL_FROM',
  EMAIL_FROM: 'MAIL_FROM',
  REGISTRATION: 'SIGNUP',
};

/**
 * Returns names that come so near to one of `settings` that it was probably meant: other case, dashes and underscores,
 * a letter more, less, changed or in the wrong place (two in a long name), what others call it, and NAME_FILE where no
 * file is read. A misspelt SIGNUP=closed would otherwise leave sign-up open silently.
 */
export function findMisspelt(names: readonly string[], settings: readonly string[]): Misspelt[] {
  const known = [...settings, ...SECRET_NAMES.map((name) => `${name}_FILE`), 'HOST', 'PORT'];
  return names
    .filter((name) => !known.includes(name) && !name.startsWith('npm_'))
    .flatMap((name) => {
      const meant =
        aliases[name.toUpperCase()] ??
        nearest(name, known) ??
        ofProvider(name) ??
        known.find((one) => name === `${one}_FILE`);
      return meant ? [{ name, meant }] : [];
    });
}

/** Says to an administrator what is wrong with the name, and what to write. */
export function sayMisspelt({ name, meant }: Misspelt): string {
  return name === `${meant}_FILE`
    ? `${name} is passed over: only secrets are read from files. Set ${meant} itself.`
    : `${name} is no setting and is passed over. Did you mean ${meant}?`;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = plainOf(name);
  // Of short names too many are near: HOME is no HOST.
  const most = plain.length < 6 ? 0 : plain.length < 10 ? 1 : 2;
  const [best] = known
    .map((one) => ({ one, text: plainOf(one) }))
    // Most are longer or shorter than that, and every start compares the whole environment.
    .filter(({ text }) => Math.abs(text.length - plain.length) <= most)
    .map(({ one, text }) => ({ one, far: distance(plain, text) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far);
  return best?.one;
}

/** `AUTH_GITHUB_CLIENT_ID`, `GOOGLE_CLIENT_SECRET`. */
function ofProvider(name: string): string | undefined {
  const [, provider, half] =
    /^(?:AUTH_)?(GOOGLE|FACEBOOK|GITHUB)_(?:CLIENT_|APP_|OAUTH_)*(ID|SECRET)$/.exec(name) ?? [];
  return provider && `AUTH_${provider}_${half}`;
}

function plainOf(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** Returns how many letters to add, take away, change or swap with their neighbour (optimal string alignment). */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          (row[j - 1] ?? 0) + 1,
          at(i - 1, j - 1) + (isSame ? 0 : 1),
          isSwapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(one.length, other.length);
}
