import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMIT_FILE, readCommit } from './commit.mjs';

const folder = mkdtempSync(join(tmpdir(), 'commit-'));
const main = join(folder, 'main');
const git = (cwd: string, ...words: string[]) => execFileSync('git', words, { cwd, encoding: 'utf8' }).trim();
beforeAll(() => {
  mkdirSync(main);
  git(main, 'init', '--quiet', '--initial-branch', 'main');
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  git(main, ...who, 'commit', '--quiet', '--allow-empty', '--message', 'first');
  git(main, 'worktree', 'add', '--quiet', '-b', 'other', '../tree');
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['main', 'tree'])('the commit that is checked out in %s, with branches in files or packed', (place) => {
  const root = join(folder, place);
  const commit = git(root, 'rev-parse', 'HEAD').slice(0, 12);
  expect(readCommit(root)).toBe(commit);
  git(root, 'pack-refs', '--all');
  expect(readCommit(root)).toBe(commit);
  git(root, 'checkout', '--quiet', '--detach');
  expect(readCommit(root)).toBe(commit);
});

test('the commit that an image was built from; none where nothing is known', () => {
  const image = join(folder, 'image');
  mkdirSync(image);
  expect(readCommit(image)).toBeNull();
  writeFileSync(join(image, COMMIT_FILE), 'nonsense\n');
  expect(readCommit(image)).toBeNull();
  writeFileSync(join(image, COMMIT_FILE), '0123456789abcdef0123456789abcdef01234567\n');
  expect(readCommit(image)).toBe('0123456789ab');
});
