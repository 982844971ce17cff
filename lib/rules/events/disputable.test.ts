import { expect, test } from 'vitest';
import type { EventKind } from './catalogue.ts';
import { isDisputable } from './disputable.ts';

test.each([
  ['signed-in', true],
  ['code-refused', true],
  ['email-changed', true],
  ['two-factor-disabled', true],
  ['session-ended', true],
  ['signed-up', false],
  ['signed-out', false],
  ['account-disabled', false],
  ['second-factor-reset-ordered', false],
  // Written by a newer version.
  ['from-a-newer-version', false],
])('%s can be someone else’s doing: %s', (kind, may) => {
  expect(isDisputable(kind as EventKind)).toBe(may);
});
