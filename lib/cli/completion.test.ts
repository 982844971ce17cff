import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { runCommand } from './main.ts';

async function script(shell: string): Promise<string> {
  let out = '';
  const write = (text: string) => (out += text);
  const terminal = { environment: {}, out: { write }, err: { write }, ask: null, script: "/srv/it's here/admin.mjs" };
  expect(await runCommand(terminal, ['completion', shell])).toBe(0);
  return out;
}

/** What bash offers after these words, the last of which is being typed. */
async function offered(...typed: string[]): Promise<string[]> {
  const words = ['accounts-admin', ...typed].map((word) => `'${word}'`).join(' ');
  const asked = `COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _accounts_admin; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const shell = spawnSync('bash', ['-c', `${await script('bash')}\n${asked}`], { encoding: 'utf8', cwd: '/' });
  expect(shell.stderr).toBe('');
  return shell.stdout.split('\n').filter(Boolean);
}

describe('shell completion', () => {
  test('bash: commands, their second words, options and values', async () => {
    expect(await offered('ba')).toEqual(['backup']);
    expect(await offered('user', 'l')).toEqual(['list']);
    expect(await offered('user', 'list', '--m')).toEqual(['--most']);
    expect(await offered('user', 'list', '--filter', 'dis')).toEqual(['disabled']);
    expect(await offered('user', 'role', 'ada@example.com', 'ad')).toEqual(['admin']);
    expect(await offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  });

  test('bash: offers files where no word fits', async () => {
    expect(await offered('import', '/etc/host')).toContain('/etc/hosts');
  });

  test.each(['bash', 'zsh', 'fish'])('%s: starts the program that printed it', async (shell) => {
    expect(await script(shell)).toContain(`node '/srv/it'\\''s here/admin.mjs'`);
  });
});
