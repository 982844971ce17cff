import { expect, test } from 'vitest';
import { withAppsSection } from './apps-section.mjs';

test('a part that is measured again replaces itself and nothing else', () => {
  const section = '## What apps ask\n\nNew.\n';
  const added = withAppsSection('# Performance\n\n## Memory\n\nMuch.\n', section);
  expect(added).toBe('# Performance\n\n## Memory\n\nMuch.\n\n## What apps ask\n\nNew.\n');
  const between = '# Performance\n\n## What apps ask\n\nOld.\n\n## Memory\n\nMuch.\n';
  expect(withAppsSection(between, section)).toBe('# Performance\n\n## What apps ask\n\nNew.\n\n## Memory\n\nMuch.\n');
  expect(withAppsSection(added, section)).toBe(added);
});
