import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { iconStyles } from './icons.mjs';

test('the icons in the style sheet are those that are named', () => {
  expect(readFileSync('app/_ui/icons.css', 'utf8'), 'run node scripts/icons.mjs').toBe(iconStyles());
});
