import { limits } from '../../config/limits.ts';

type TwoFactor = { isOn: false } | { isOn: true; disabled: 'hammered' | 'disowned' | null; recovery: { left: number } };

/** How well an account is protected, or the one thing that is missing most. */
export type Protection =
  | 'strong'
  | 'few-one-time-passwords'
  | 'no-one-time-passwords'
  | 'app-disabled'
  | 'no-two-factor';

/** Returns what to say to the owner of an account first: the gap that would hurt most comes before the others. */
export function protectionOf(twoFactor: TwoFactor): Protection {
  if (!twoFactor.isOn) return 'no-two-factor';
  const { disabled, recovery } = twoFactor;
  if (disabled) return 'app-disabled';
  if (recovery.left === 0) return 'no-one-time-passwords';
  return recovery.left <= limits.recoveryCodesFew ? 'few-one-time-passwords' : 'strong';
}
