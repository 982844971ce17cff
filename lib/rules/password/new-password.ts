import { type Result, refuse } from '../../result.ts';
import { isCommonPassword } from './common-password.ts';
import { checkPasswordShape, contextWords, holdsContextWord } from './password-policy.ts';

type Refusal =
  | 'password-empty'
  | 'password-short'
  | 'password-long'
  | 'password-shape'
  | 'password-context'
  | 'password-common';

/** Applies the whole policy to a new password: at sign-up, change and reset alike (attack P-14). */
export function validateNewPassword(
  password: string,
  { passwordMinLength, appName }: { passwordMinLength: number; appName: string },
  user: { name: string; email: string },
): Result<string, Refusal> {
  const shaped = checkPasswordShape(password, passwordMinLength);
  if (!shaped.ok) return shaped;
  if (holdsContextWord(password, contextWords(appName, user)))
    return refuse('password-context', { word: appName.split(' ')[0]?.toLowerCase() ?? appName });
  return isCommonPassword(password) ? refuse('password-common') : shaped;
}
