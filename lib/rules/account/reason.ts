import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';

/** Parses why an administrator acts on an account: a line of text, stored and shown to its user. */
export function parseReason(typed: string): Result<string, 'reason-empty' | 'reason-long'> {
  const reason = typed.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (reason === '') return refuse('reason-empty');
  return [...reason].length <= limits.reasonMaxLength ? succeed(reason) : refuse('reason-long');
}
