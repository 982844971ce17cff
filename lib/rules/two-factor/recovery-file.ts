import type { Words } from '../../words/shape.ts';

type RecoveryFile = {
  readonly appName: string;
  readonly account: string;
  readonly origin: string;
  readonly madeAt: Date;
  readonly generation: number;
  readonly codes: readonly string[];
  readonly supportEmail?: string | undefined;
};

/**
 * Returns `axelor-connect-one-time-passwords_ada-example.com_2026-11-24.txt`: found by search years later. Where the
 * app's name has letters that ASCII lacks, the host replaces it.
 */
export function recoveryFileName({
  appName,
  account,
  madeAt,
  origin,
}: Pick<RecoveryFile, 'appName' | 'account' | 'madeAt' | 'origin'>): string {
  const slug = (text: string) =>
    ascii(text)
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-')
      .replace(/^-+|-+$/g, '');
  return `${slug(plainName({ appName, origin }))}-one-time-passwords_${slug(account)}_${madeAt.toISOString().slice(0, 10)}.txt`;
}

/** How wide the names before the lines at the end are. */
const LABEL = 18;

/**
 * Returns the text of the file: ASCII, CRLF, self-explanatory without the app. Contains no secret key. What it names to
 * click is called as on the screens of the same language.
 */
export function recoveryFileText(file: RecoveryFile, words: Words['recoveryFile']): string {
  const appName = plainName(file);
  const { generation, codes } = file;
  const created = words.utc({ time: file.madeAt.toISOString().slice(0, 16).replace('T', ' ') });
  const fact = (name: string, value: string) => `${name.padEnd(9)}  ${value}`;
  const line = (name: string, text: string) => `${name.toUpperCase().padEnd(LABEL)}${text}`;
  const lines = [
    words.title({ appName }).toUpperCase(),
    '',
    fact(words.account, file.account),
    fact(words.signIn, `${file.origin}/login`),
    `${fact(words.created, created)}      ${words.set({ generation, isReplacing: generation > 1 })}`,
    '',
    words.use,
    words.once,
    '',
    ...codes
      .slice(0, 5)
      .map((code, index) => `${entry(index, code)}${entry(index + 5, codes[index + 5] ?? '')}`.trimEnd()),
    '',
    words.how.toUpperCase(),
    ...words.steps.map((step, index) => ` ${index + 1}. ${step}`),
    '',
    line(words.left.label, words.left.text),
    line(words.renew.label, words.renew.text),
    line(words.safe.label, words.safe.text),
    line(words.secret.label, words.secret.text({ appName })),
    ...(file.supportEmail ? [line(words.help, file.supportEmail)] : []),
    '',
  ];
  return lines.map(ascii).join('\r\n');
}

function entry(index: number, code: string): string {
  return code ? `${String(index + 1).padStart(2)}.  [ ]  ${code}`.padEnd(38) : '';
}

function plainName({ appName, origin }: Pick<RecoveryFile, 'appName' | 'origin'>): string {
  const plain = ascii(appName).trim();
  const isWhole =
    /[a-z0-9]/i.test(plain) && !/[^\p{ASCII}\p{M}]/u.test(appName.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, ''));
  return isWhole ? plain : new URL(origin).hostname;
}

/** Dashes and quotation marks become those of a typewriter; of letters with accents the letters stay. */
function ascii(text: string): string {
  return text
    .replace(/\p{Pd}/gu, '-')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '');
}
