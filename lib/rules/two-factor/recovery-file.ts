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

/** Returns the text of the file: ASCII, CRLF, self-explanatory without the app. Contains no secret key. */
export function recoveryFileText(file: RecoveryFile): string {
  const name = plainName(file);
  const rows = file.codes
    .slice(0, 5)
    .map((code, index) => `${entry(index, code)}${entry(index + 5, file.codes[index + 5] ?? '')}`.trimEnd());
  const lines = [
    `${name.toUpperCase()} - ONE-TIME PASSWORDS FOR TWO-FACTOR AUTHENTICATION`,
    '',
    `Account    ${ascii(file.account)}`,
    `Sign in    ${file.origin}/login`,
    `Made on    ${file.madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC      Set no. ${file.generation}${file.generation > 1 ? ' (replaces all earlier sets)' : ''}`,
    '',
    'Use one of these when you cannot get a code from your authenticator app.',
    'Each works ONCE. Mark the ones you have used.',
    '',
    ...rows,
    '',
    'HOW TO USE ONE',
    ' 1. Sign in with your email address and password, or with Google, Facebook or GitHub.',
    ' 2. On the page "Two-factor authentication" choose "Use a one-time password instead".',
    ' 3. Type the code. Capital or small letters and dashes do not matter.',
    '',
    'WHICH ARE LEFT?  Profile > Two-Factor Auth lists the numbers that are used.',
    'NEW SET?         Profile > Two-Factor Auth > Get new one-time passwords.',
    'KEEP IT          on paper or in a password manager. Not on the phone that makes the codes.',
    `DO NOT SEND IT   to anyone. Nobody at ${name} will ask for these codes.`,
    ...(file.supportEmail ? [`HELP             ${file.supportEmail}`] : []),
    '',
  ];
  return lines.join('\r\n');
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

function ascii(text: string): string {
  return text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
}
