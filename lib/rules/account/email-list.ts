import { mailableEmail } from './email-address.ts';
import { splitNamedAddress } from './named-address.ts';

/** The emails of a list, and the lines that hold none. */
export type EmailList = { emails: string[]; faults: { line: number; typed: string }[] };

/** Reads a list of emails, one a line, as `ada@example.com` or `Ada <ada@example.com>`. A first line may say `email`. */
export function readEmailList(text: string): EmailList {
  const list: EmailList = { emails: [], faults: [] };
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  for (const [index, line] of lines.map((one) => one.trim()).entries()) {
    if (line === '' || (index === 0 && line.toLowerCase() === 'email')) continue;
    const email = mailableEmail(splitNamedAddress(line).address);
    if (email) list.emails.push(email);
    else list.faults.push({ line: index + 1, typed: line.slice(0, 60) });
  }
  return list;
}
