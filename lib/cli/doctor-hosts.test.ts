import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTestEnvironment, type TestEnvironment } from '../../test/environment.ts';
import { addApp } from '../flows/apps/change-app.ts';
import { disableApp } from '../flows/apps/edit-app.ts';
import type { Context } from '../flows/context.ts';
import { checkHosts } from './doctor-hosts.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const why = { reason: 'Test', by: 'command:root' };
const ours = 'http://localhost:3000';
let testEnvironment: TestEnvironment;
let context: Context;
let proxy: Server;
let port: number;
/** What a proxy answers at each host, by its name. */
let answers: Record<string, Answer>;
/** Requests that came, with what they said of themselves. */
let asked: string[];

beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  context = testEnvironment.at(0);
  [answers, asked] = [{}, []];
  proxy = createServer((request, response) => {
    const name = (request.headers.host ?? '').split('.')[0] ?? '';
    asked.push(`${name} ${request.url} ${request.headers['sec-fetch-mode']} ${request.headers.cookie}`);
    (answers[name] ?? guarding)(request, response);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  port = (proxy.address() as AddressInfo).port;
});
afterEach(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await testEnvironment.close();
});

function lead(response: ServerResponse, code: number, location: string): void {
  response.writeHead(code, { location }).end();
}
const status =
  (code: number): Answer =>
  (_request, response) => {
    response.writeHead(code).end('x'.repeat(100_000));
  };

/** As a proxy does that is set up. */
function guarding({ url = '', headers: { host } }: IncomingMessage, response: ServerResponse): void {
  if (url === '/.connect/start') lead(response, 303, `${ours}/apps/enter?host=${host}&to=%2F&bind=x`);
  else lead(response, 302, `http://${host}/.connect/start?to=%2F`);
}

/** As `guarding`, but for what pages answer. */
const pagesBy =
  (page: Answer): Answer =>
  (request, response) =>
    request.url === '/.connect/start' ? guarding(request, response) : page(request, response);

async function add(id: string, change: { openPaths?: string[] } = {}, host = `${id}.localhost:${port}`) {
  const made = await addApp(context, why, {
    ...{ id, name: id, kind: 'guarded', redirectUris: [], access: [], demands: 'session', pkce: 'required' },
    ...{ hosts: [host], ...change },
  });
  if (!made.ok) throw new Error(made.code);
}

/** As `guarding`, but for what the way to a sign-in answers. */
const startBy =
  (start: Answer): Answer =>
  (request, response) =>
    request.url === '/.connect/start' ? start(request, response) : guarding(request, response);

const check = () => checkHosts(testEnvironment.db, context.settings);

test('a host whose proxy asks here is well; it is asked as a person without a cookie asks', async () => {
  expect(await check()).toEqual([]);
  await add('first');
  await add('second');
  expect(await check()).toEqual([
    {
      ...{ what: 'hosts', state: 'ok' },
      says: `2 hosts ask here before they let a request through: first.localhost:${port}, second.localhost:${port}`,
    },
  ]);
  expect(asked.sort()).toEqual([
    ...['first / navigate undefined', 'first /.connect/start navigate undefined'],
    ...['second / navigate undefined', 'second /.connect/start navigate undefined'],
  ]);
});

test.each([
  ['an app that anyone can use', pagesBy(status(200)), 'fault', 'anyone can use the app'],
  ['an app with a page of its own for strangers', pagesBy(status(404)), 'fault', 'anyone can use the app'],
  [
    'an app that leads to a sign-in of its own',
    pagesBy((_request, response) => lead(response, 302, '/login')),
    'fault',
    'anyone can use the app',
  ],
  ['an app whose proxy never heard of us', status(200), 'fault', 'answers 200 to a stranger: anyone can use the app'],
  [
    'a host whose proxy names another one',
    pagesBy((_request, response) => lead(response, 302, 'http://other.localhost/.connect/start?to=%2F')),
    'fault',
    'leads people to sign in for other.localhost',
  ],
  [
    'a host that another one’s proxy answers for',
    (_request, response) => lead(response, 301, 'http://other.localhost/'),
    'fault',
    '/.connect/start leads to http://other.localhost/, not to http://localhost:3000/apps/enter',
  ],
  ['a check that finds no server', pagesBy(status(500)), 'fault', 'gets no answer from this server'],
  ['a check that is refused', pagesBy(status(403)), 'fault', 'turns everyone away'],
  ['a proxy that leads no one to sign in', pagesBy(status(401)), 'warning', 'without leading people to sign in'],
  ['a way to a sign-in that the app gets', startBy(status(404)), 'fault', '/.connect/start answers 404'],
  [
    'an address that the proxy has rewritten',
    startBy((_request, response) => lead(response, 303, 'http://odd.localhost/apps/enter?a=b')),
    'fault',
    '/.connect/start leads to http://odd.localhost/apps/enter?a=b, not to http://localhost:3000/apps/enter',
  ],
] satisfies [string, Answer, string, string][])(
  '%s is found, with the value to look at',
  async (_case, answer, state, says) => {
    await add('odd');
    answers['odd'] = answer;
    const [finding, ...others] = await check();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ what: `odd.localhost:${port}`, state, says: expect.stringContaining(says) });
    expect(finding?.fix).toMatch(/\bguard\b|\$guarded_host|\$accounts|ACCOUNTS/);
  },
);

test('many hosts that are well are counted, not named', async () => {
  for (let index = 0; index < 6; index += 1) await add(`well-${index}`);
  expect(await check()).toMatchObject([{ says: '6 hosts ask here before they let a request through' }]);
});

test('an open path is nobody’s mistake, and a host of a disabled app isn’t asked', async () => {
  await add('open', { openPaths: ['/'] });
  answers['open'] = pagesBy(status(200));
  await add('off');
  answers['off'] = status(200);
  await disableApp(context, { ...why, appId: 'off' });
  expect(await check()).toMatchObject([{ what: 'hosts', state: 'ok' }]);
});

test('a host that doesn’t answer, or hangs, is a warning in time', async () => {
  await add('gone', {}, 'gone.localhost:1');
  await add('hangs');
  answers['hangs'] = () => undefined;
  const findings = await check();
  expect(findings).toMatchObject([
    { what: 'gone.localhost:1', state: 'warning', says: expect.stringContaining('ECONNREFUSED') },
    { what: `hangs.localhost:${port}`, state: 'warning', says: expect.stringContaining('can’t be asked from here') },
  ]);
}, 10_000);
