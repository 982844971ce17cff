import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../lib/words/en.ts';

test('the page of deploy/nginx.conf lets its own style through, and is titled as ours', () => {
  const file = readFileSync('deploy/nginx.conf', 'utf8');
  const [, style = ''] = /<style>(.*?)<\/style>/.exec(file) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(file).toContain(`style-src 'sha256-${hash}'`);
  expect(file).toContain(`<title>${en.frame.unavailable.title}</title>`);
});
