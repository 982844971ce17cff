import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

/** @type {string | undefined} */
let folder;
afterEach(() => {
  if (folder) rmSync(folder, { recursive: true });
});

/** A command of two files, with a lock file. */
function smallCommand() {
  folder = mkdtempSync(join(tmpdir(), 'admin-bundle-'));
  mkdirSync(join(folder, 'lib/cli'), { recursive: true });
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'lib/cli/entry.ts'), "import { word } from './word.ts'; console.log(word);");
  writeFileSync(join(folder, 'lib/cli/word.ts'), "export const word: string = 'before';");
  return folder;
}

/**
 * @param {string} cwd
 * @param {string} line of a module that knows admin-bundle.mjs
 */
function runIn(cwd, line) {
  const imports = `import * as bundles from '${join(import.meta.dirname, 'admin-bundle.mjs')}';`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', `${imports}${line}`], {
    cwd,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.trim();
}

const RUN =
  "const bundle = bundles.findFreshBundle('.next'); bundle ? await import(process.cwd() + '/' + bundle) : console.log('stale');";

test.each(['lib/cli/word.ts', 'package-lock.json'])('the bundled command is used until %s changes', (changed) => {
  const cwd = smallCommand();
  expect(runIn(cwd, RUN)).toBe('stale');
  const make = "await bundles.ensureAdminBundled('.next');";
  expect(runIn(cwd, make + RUN)).toBe('before');
  writeFileSync(join(cwd, changed), changed.endsWith('.ts') ? "export const word: string = 'after';" : '{ }');
  expect(runIn(cwd, RUN)).toBe('stale');
  expect(runIn(cwd, make + RUN)).toBe(changed.endsWith('.ts') ? 'after' : 'before');
});
