import { Badge } from '#app/_ui/badge.tsx';
import type { TwoFactorStatus } from '#lib/rules/two-factor/two-factor-status.ts';
import type { Words } from '#lib/words/shape.ts';

const looks = {
  app: 'on',
  'app-disabled': 'warning',
  due: 'warning',
  overdue: 'bad',
  off: 'off',
  disabled: 'off',
  'locked-down': 'warning',
} as const;

/** How someone stands with two-factor, in one word. */
export function TwoFactorBadge({ status, words }: { status: TwoFactorStatus; words: Words['people']['twoFactor'] }) {
  return <Badge look={looks[status.name]}>{status.name === 'due' ? words.due(status) : words[status.name]}</Badge>;
}
