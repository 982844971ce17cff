import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from './declared/commands.ts';
import { readCall } from './read-call.ts';

const guide = readFileSync('docs/admin-guide.md', 'utf8');

describe('docs/admin-guide.md', () => {
  test('its table of contents lists every chapter', () => {
    const entries = [...guide.matchAll(/^## (.+)$/gm)].map(([, title = '']) => {
      const anchor = title
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-');
      return `[${title}](#${anchor})`;
    });
    const [contents = ''] = /^\[On one machine\].*$/m.exec(guide) ?? [];
    expect(contents.split(' · ')).toEqual(entries);
  });

  test('every command it quotes in full is one', () => {
    const quoted = [...guide.matchAll(/npm run (?:--silent )?admin -- ([^`\n#>]+)/g)].map(([, call = '']) =>
      call.trim(),
    );
    expect(quoted.length).toBeGreaterThan(10);
    for (const call of quoted.filter((one) => one !== '…')) {
      const words = [...call.matchAll(/"([^"]*)"|(\S+)/g)].map(([, text, word]) => text ?? word ?? '');
      expect(() => readCall(commands, words), call).not.toThrow();
    }
  });

  test('every command of two words that it names exists', () => {
    const named = [...guide.matchAll(/`((?:user|keys) [a-z0-9-]+)/g)].map(([, name]) => name);
    expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
  });
});
