import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { actionKey, sourceHash } from './build.mjs';
import { findUse } from './in-use.mjs';
import { installProblem, isComplete } from './install.mjs';
import { fits, nodeProblem } from './node-version.mjs';
import { portProblem } from './port.mjs';
import { welcome } from './welcome.mjs';

test.each([
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['21.7.0', false],
  ['22.13.1', false],
  ['22.14.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('Node %s fits: %s', (version, isGood) => {
  expect(fits(version, '^20.19.0 || ^22.14.0 || >=24')).toBe(isGood);
});

test('an old Node is refused in a sentence that names what it needs', () => {
  expect(nodeProblem('18.0.0')).toMatch(/needs Node 20\.19\.0 or .* this is Node 18\.0\.0/);
  expect(nodeProblem()).toBeUndefined();
});

test('a taken port is refused with the next one as a way out', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
  expect(await portProblem('127.0.0.1', String(port))).toContain(`PORT=${port + 1}`);
  await new Promise((closed) => other.close(closed));
  expect(await portProblem('127.0.0.1', String(port))).toBeUndefined();
});

test.each(['0', '70000', 'http', '-1', '3000x'])('PORT=%s is refused', async (port) => {
  expect(await portProblem('127.0.0.1', port)).toContain('not a number from 1 to 65535');
});

test('a HOST of another machine is refused', async () => {
  expect(await portProblem('203.0.113.7', '3000')).toContain('HOST');
});

test('packages are complete at the locked version; other platforms and, to serve, tools of development may be missing', () => {
  const wanted = {
    '': {},
    a: { version: '1.0.0' },
    b: { version: '2.0.0', optional: true },
    c: { version: '3.0.0', dev: true },
  };
  expect(isComplete(wanted, { a: { version: '1.0.0' } }, false)).toBe(true);
  expect(isComplete(wanted, { a: { version: '1.0.0' } }, true)).toBe(false);
  expect(isComplete(wanted, { a: { version: '1.0.1' }, c: { version: '3.0.0' } }, true)).toBe(false);
  expect(isComplete(wanted, {}, false)).toBe(false);
});

test('a missing compiler is distinguished from a missing network', () => {
  expect(installProblem('npm error gyp ERR! stack Error: not found: make')).toContain('build-essential');
  expect(installProblem('npm error code ENOTFOUND')).toContain('registry');
});

test('the app is rebuilt when a source changes, and not for a test', () => {
  const root = mkdtempSync(join(tmpdir(), 'sources-'));
  mkdirSync(join(root, 'app/login'), { recursive: true });
  writeFileSync(join(root, 'app/login/page.tsx'), 'one');
  const before = sourceHash(root, {});
  writeFileSync(join(root, 'app/login/page.test.ts'), 'a test');
  writeFileSync(join(root, 'README.md'), 'words');
  expect(sourceHash(root, {})).toBe(before);
  writeFileSync(join(root, 'app/login/page.tsx'), 'two');
  expect(sourceHash(root, {})).not.toBe(before);
  rmSync(root, { recursive: true });
});

test('builds of one AUTH_SECRET number their forms alike, on either engine, and the key reveals nothing of it', () => {
  const shared = { AUTH_SECRET: 'a'.repeat(44), DATABASE_URL: 'postgres://db/app' };
  const { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key } = actionKey(shared);
  expect(Buffer.from(key ?? '', 'base64')).toHaveLength(32);
  expect(actionKey({ AUTH_SECRET: shared.AUTH_SECRET })).toEqual(actionKey(shared));
  expect(actionKey({ ...shared, AUTH_SECRET: 'b'.repeat(44) })).not.toEqual(actionKey(shared));
  expect(actionKey({ ...shared, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'mine' })).toEqual({});
  expect(actionKey({})).toEqual({});
  expect(sourceHash('scripts', actionKey(shared))).not.toBe(sourceHash('scripts', {}));
});

test('the welcome names the ways in and what would add one, and no password of the database', () => {
  const settings = {
    AUTH_URL: 'https://connect.example.com',
    DATABASE_URL: 'postgres://app:hush@db:5432/app',
    AUTH_GITHUB_ID: 'id',
    AUTH_GITHUB_SECRET: 'hush',
  };
  const text = welcome({ host: '127.0.0.1', port: '3000', settings, isSecretFileUsed: true });
  expect(text).toContain('ready at https://connect.example.com (your proxy passes on to http://127.0.0.1:3000)');
  expect(text).toContain('Google: set AUTH_GOOGLE_ID and AUTH_GOOGLE_SECRET to add it');
  expect(text).toMatch(/^ +GitHub$/m);
  expect(text).toContain('postgres://db:5432/app');
  expect(text).not.toContain('hush');
});

/** @type {import('node:child_process').ChildProcess[]} */
const children = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/**
 * Runs a line of a module in `folder`. Resolves when it writes for the first time, or once it has ended.
 *
 * @param {string} folder
 * @param {string} line
 * @returns {Promise<{ child: import('node:child_process').ChildProcess; output: string; code?: number | null }>}
 */
function runIn(folder, line) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', line], { cwd: folder });
  children.push(child);
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => {
    child.stdout.once('data', () => resolve({ child, output }));
    child.once('close', (code) => resolve({ child, code, output }));
  });
}

test('nothing is built under a server that runs from the folder, and its end is noticed even when it is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'in-use-'));
  mkdirSync(join(folder, '.next'));
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, '.next/BUILD_ID'), 'of the running server');
  writeFileSync(join(folder, '.next/built-from'), 'other sources');
  const scripts = import.meta.dirname;
  const { child: server } = await runIn(
    folder,
    `import { noteUse } from '${scripts}/in-use.mjs'; noteUse('.next').once('listening', () => console.log('up')).ref()`,
  );
  const build = () =>
    runIn(folder, `import { ensureBuilt } from '${scripts}/build.mjs'; await ensureBuilt('.next', {})`);
  const refused = await build();
  expect(refused.code).toBe(1);
  expect(refused.output).toContain(`A server (process ${server.pid}) runs from this folder`);
  expect(readFileSync(join(folder, '.next/built-from'), 'utf8')).toBe('other sources');

  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
  expect(await findUse(join(folder, '.next'))).toBeUndefined();
  rmSync(folder, { recursive: true });
});

/** Makes a small app with our configuration, inside the project, where packages are found. */
function smallApp() {
  mkdirSync('test-results', { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), 'test-results/.small-app-'));
  for (const path of ['next.config.ts', 'tsconfig.json', 'lib/config/limits.ts', 'lib/http/security-headers.ts'])
    cpSync(path, join(folder, path));
  symlinkSync('../../node_modules', join(folder, 'node_modules'));
  mkdirSync(join(folder, 'app'));
  const body = 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;';
  writeFileSync(join(folder, 'app/layout.jsx'), body);
  writeFileSync(join(folder, 'app/page.jsx'), 'export default () => <p>One page</p>;');
  return folder;
}

/**
 * Returns every file below `folder` that is no socket, with its content.
 *
 * @param {string} folder
 */
function contents(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path, 'utf8')]);
}

test('a build for the tests leaves alone what a server of npm start runs from, and the configuration', async () => {
  const folder = smallApp();
  const served = join(folder, '.next');
  cpSync(join(folder, 'app'), served, { recursive: true });
  const scripts = import.meta.dirname;
  const { child: server } = await runIn(
    folder,
    `import { noteUse } from '${scripts}/in-use.mjs'; noteUse('.next').once('listening', () => console.log('up')).ref()`,
  );
  const before = contents(served);
  const { child: build } = await runIn(
    folder,
    `import { ensureBuilt } from '${scripts}/build.mjs'; await ensureBuilt('.next-test')`,
  );
  expect(await once(build, 'close')).toEqual([0, null]);
  expect(existsSync(join(folder, '.next-test/BUILD_ID'))).toBe(true);
  expect(contents(served)).toEqual(before);
  expect(await findUse(served)).toBe(server.pid);
  expect(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).toBe(readFileSync('tsconfig.json', 'utf8'));
  rmSync(folder, { recursive: true });
}, 300_000);
