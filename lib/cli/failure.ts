import { errorMessage } from '../error-message.ts';
import { command as words } from '../words/en/command.ts';

/** Returns what went wrong in a sentence: what the database, and the disk under it, say in codes too. */
export function failureSentence(error: unknown): string {
  const codes = codesOf(error);
  const is = (pattern: RegExp) => codes.some((code) => pattern.test(code));
  if (is(/^SQLITE_(BUSY|LOCKED)|^55P03$/)) return words.databaseBusy;
  // 53100: PostgreSQL's disk_full.
  if (is(/^SQLITE_FULL$|^ENOSPC$|^53100$/)) return words.diskFull;
  if (is(/^SQLITE_READONLY|^25006$/)) return words.databaseReadOnly;
  return errorMessage(error);
}

/** The codes of an error and of those that caused it. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code } = error as { code?: unknown };
  return [...(typeof code === 'string' ? [code] : []), ...codesOf(error.cause)];
}
