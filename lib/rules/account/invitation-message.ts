import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';

/**
 * Parses what an administrator adds to an invitation: lines of text, NFC; empty for none. Control characters and text
 * direction overrides are refused, as in names: they could disguise what an email says.
 */
export function parseInvitationMessage(typed: string): Result<string, 'message-long' | 'message-shape'> {
  const message = typed.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if ([...message].length > limits.invitationMessageMaxLength) return refuse('message-long');
  // Line breaks are the one control character.
  if (
    /[\p{Cc}\p{Cs}\p{Co}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u.test(message.replaceAll('\n', ''))
  )
    return refuse('message-shape');
  return succeed(message);
}
