import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Act, ends, type Fate, type Held } from './ends.ts';

const START = '<!-- acts × what can be held: written from lib/rules/account/ends.ts -->';
const END = '<!-- end of acts × what can be held -->';

/** The table as docs/security.md prints it: what does not end, and why. */
function page(): string {
  const rows = (Object.keys(ends) as Act[]).map((act) => {
    const kept = (Object.entries(ends[act]) as [Held, Fate][]).flatMap(([held, fate]) =>
      fate === 'ends' ? [] : [`**${held.replace('link:', 'link ')}** ${words(fate)}`],
    );
    return `- **${act}** ends everything${kept.length > 0 ? `, with these exceptions: ${kept.join('; ')}` : ''}.`;
  });
  return [START, '', ...rows, '', END].join('\n');
}

function words(fate: Exclude<Fate, 'ends'>): string {
  if ('part' in fate) return `ends only in part (${fate.part}: ${fate.because})`;
  if ('stays' in fate) return `stays (${fate.stays})`;
  return 'suspended' in fate ? `is suspended (${fate.suspended})` : `is replaced (${fate.replaced})`;
}

test('docs/security.md prints what each act ends, and why anything stays', () => {
  const text = readFileSync('docs/security.md', 'utf8');
  expect(text.slice(text.indexOf(START), text.indexOf(END) + END.length)).toBe(page());
});
