import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import * as openid from 'openid-client';
import { TESTED_BUILD } from '#scripts/build-folders.mjs';
import { runtime } from '#server/memory.mjs';
import { type AppProcess, freeOrigin, startProcess } from './fixtures/app-server.ts';
import { openDatabase } from './fixtures/database.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import { makePeople } from './fixtures/people.ts';
import { startTraceCollector, type TraceCollector } from './fixtures/trace-collector.ts';
import { hello, words } from './fixtures/words.ts';

// Needs no Docker engine: lays the folder out by the script that the Dockerfile runs, and starts it with the Dockerfile's
// own command, as a user who can change nothing in it but data/.
test.describe.configure({ mode: 'default' });

const run = promisify(execFile);
const dockerfile = readFileSync('Dockerfile', 'utf8');
const wordsOf = (command: RegExp): string[] => JSON.parse(command.exec(dockerfile)?.[1] ?? '[]');
const start = wordsOf(/^CMD (\[.*\])$/m);
const healthCheck = wordsOf(/^HEALTHCHECK .* CMD (\[.*\])$/m);

const [, given = ''] = /^ENV (UV_.*)$/m.exec(dockerfile) ?? [];

/** Where root runs the tests, the app runs as the user nobody; elsewhere as the user who runs them. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

let folder: string;
let app: AppProcess;
let collector: TraceCollector;

test.beforeAll(async () => {
  const place = mkdtempSync(join(tmpdir(), 'accounts-image-'));
  folder = join(place, 'app');
  await run(process.execPath, ['scripts/standalone.mjs', folder], {
    env: { ...process.env, BUILD_FOLDER: TESTED_BUILD },
  });
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  if (nobody.uid) chownSync(join(folder, 'data'), nobody.uid, nobody.gid);
  await run('chmod', ['755', place]);
  const origin = await freeOrigin();
  collector = await startTraceCollector();
  app = await startProcess(
    Number(new URL(origin).port),
    {
      ...collector.environment,
      ...Object.fromEntries(given.split(' ').map((one) => one.split('='))),
      AUTH_URL: origin,
      AUTH_SECRET: randomBytes(33).toString('base64'),
      ENCRYPTION_KEYS: `e2e:${randomBytes(32).toString('base64')}`,
      NODE_ENV: 'production',
    },
    { args: start.slice(1), cwd: folder, ...nobody },
  );
});

test.afterAll(async () => {
  await app.stop();
  await collector.stop();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

test('the image gives its process what npm start does', () => {
  expect(given.split(' ').sort()).toEqual(
    Object.entries(runtime)
      .map((pair) => pair.join('='))
      .sort(),
  );
});

const inside = (command: string[]) =>
  run(command[0] === 'node' ? process.execPath : (command[0] ?? ''), command.slice(1), {
    cwd: folder,
    env: { ...app.environment, PATH: process.env['PATH'], NODE_ENV: 'production', PORT: new URL(app.origin).port },
    ...nobody,
  });

test('the image migrates an empty database, serves, and signs a user in', async () => {
  const database = await openDatabase({ environment: { DATABASE_URL: `file:${join(folder, 'data/app.db')}` } });
  const people = makePeople(app, database);
  const ada = await people.makeProtected();
  const browser = new NoScriptClient(app.origin);
  const login = await browser.open('/login');
  const [style = ''] = /\/_next\/static\/[^"]+\.css/.exec(login.html) ?? [];
  expect((await browser.send(style)).status).toBe(200);
  expect((await browser.send('/favicon.ico')).status).toBe(200);
  const challenge = await browser.submit(login, words.signIn.form.submit, { email: ada.email, password: ada.password });
  const home = await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(home.text).toContain(hello('Ada'));
  // The peer's address is known, so the preload works.
  expect((await browser.open('/profile/sessions')).text).toMatch(/127\.0\.0\.1|::1/);
  await database.close();
  expect(app.log.faults(0)).toEqual([]);
});

test('the image sends traces', async () => {
  await fetch(`${app.origin}/signup`);
  await expect.poll(() => collector.spans().map(({ name }) => name)).toContain('GET /signup');
});

test('the health check of the image passes while the app serves, and fails when nothing does', async () => {
  await inside(healthCheck);
  const [node = '', ...args] = healthCheck;
  await expect(inside([node, ...args.map((arg) => arg.replace('api/health', 'api/nothing'))])).rejects.toThrow();
});

test('the admin command runs inside the image', async () => {
  const { stdout } = await inside(['node', 'admin.mjs', 'keys', 'status']);
  expect(stdout).toContain('Every secret is encrypted with e2e.');
});

test('the image signs people in to apps: the library that does is inside it', async () => {
  const add = ['app', 'add', 'wiki', 'Wiki', '--redirect', 'https://wiki.example.com/back', '--everyone'];
  const { stdout } = await inside(['node', 'admin.mjs', ...add, '--reason', 'test', '--json']);
  const { secret } = JSON.parse(stdout);
  const config = await openid.discovery(new URL(app.origin), 'wiki', undefined, openid.ClientSecretBasic(secret), {
    execute: [openid.allowInsecureRequests],
  });
  expect(await openid.tokenIntrospection(config, 'nothing')).toEqual({ active: false });
  const { keys } = await (await fetch(config.serverMetadata().jwks_uri ?? '')).json();
  expect(keys).toHaveLength(1);
});

test('an attacker inside the app cannot change its code', async () => {
  test.skip(!nobody.uid, 'only root can run the app as another user');
  const write = `require('fs').writeFileSync('server.js', '')`;
  await expect(inside(['node', '-e', write])).rejects.toThrow(/EACCES/);
  const own = `require('fs').writeFileSync('data/probe', '')`;
  await inside(['node', '-e', own]);
});
