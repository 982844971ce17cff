import { createHash } from 'node:crypto';
import { type MachineApp, makeMachineApp } from '#e2e/fixtures/machine-app.ts';
import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import { BASELINE } from './baseline-app.ts';
import { type CheckFigures, measureChecks } from './checks.ts';
import type { BenchEnvironment } from './environment.ts';
import { load, memoryOf, type Rate } from './load.ts';
import type { Server } from './measure.ts';

/** What a server holds and how long it takes to start, with an app registered or without; the median of some starts. */
type Start = { seconds: number; idleMb: number };
export type AppFigures = {
  starts: { without: Start[]; registered: Start[] };
  /** The first request of an app, which loads the library. */
  first: { ms: number; addedMb: number };
  rounds: Record<Asked, Rate>[];
  checks: CheckFigures;
};
type Asked = keyof ReturnType<typeof requestsOf>;

const STARTS = 5;
const ROUNDS = 5;
const TURNS = 60;
const MOST_MS = 4_000;

/** Measures what machines and browsers of apps ask, beside a bare route of Next; on SQLite, one process. */
export async function measureApps(bench: BenchEnvironment, urls: { without: string; registered: string }) {
  const register = await bench.start(urls.registered);
  await bench.beside(register, (_people, store) => makeMachineApp(store));
  await bench.stop(register);
  const starts: AppFigures['starts'] = { without: [], registered: [] };
  for (let turn = 0; turn < STARTS; turn += 1)
    for (const name of ['without', 'registered'] as const) {
      const server = await bench.start(urls[name]);
      starts[name].push({ seconds: server.startSeconds, idleMb: server.idle.now });
      await bench.stop(server);
    }
  const [server, bare] = [await bench.start(urls.registered), await bench.startApp(BASELINE, 1)];
  const begun = performance.now();
  await expectOk(`${server.origin}/.well-known/openid-configuration`);
  const first = { ms: performance.now() - begun, addedMb: memoryOf(server.pids).now - server.idle.now };
  const { app, browser } = await bench.beside(server, async (people, store) => {
    const signedIn = new NoScriptClient(server.origin);
    await people.signIn(signedIn, await people.makeProtected());
    return { app: await makeMachineApp(store), browser: signedIn };
  });
  const rounds = [];
  // The first one warms up.
  for (let round = 0; round <= ROUNDS; round += 1) rounds.push(await goRound(server, bare.origin, app, browser));
  const checks = await measureChecks(bench, server, bare.origin);
  for (const one of [server, bare]) await bench.stop(one);
  return { starts, first, rounds: rounds.slice(1), checks } satisfies AppFigures;
}

/** Everything once, one request at a time, and two of them 16 at once; in another order each time. */
async function goRound(server: Server, bare: string, app: MachineApp, browser: NoScriptClient) {
  const codes = [];
  for (let turn = 0; turn < TURNS; turn += 1) codes.push(await app.begin(browser));
  const given = await (await app.begin(browser)).redeem(server.origin);
  const requests = requestsOf({ server, bare, app, browser, codes, given });
  const order = Object.keys(requests).sort(() => Math.random() - 0.5) as Asked[];
  const measured: Partial<Record<Asked, Rate>> = {};
  for (const name of order) {
    const extent = name.endsWith('AtOnce') ? { atOnce: 16, turns: TURNS * 5 } : { atOnce: 1, turns: TURNS };
    measured[name] = await load({ ...extent, ms: MOST_MS, pids: server.pids }, requests[name]);
  }
  return measured as Record<Asked, Rate>;
}

type Place = {
  server: Server;
  bare: string;
  app: MachineApp;
  browser: NoScriptClient;
  codes: Awaited<ReturnType<MachineApp['begin']>>[];
  given: Awaited<ReturnType<MachineApp['renew']>>;
};

function requestsOf({ server: { origin }, bare, app, browser, codes, given }: Place) {
  let { refresh_token: refreshToken = '' } = given;
  const bareRoute = () => expectOk(`${bare}/bare`, { method: 'POST', body: 'grant_type=none' });
  const headers = { authorization: `Bearer ${given.access_token}` };
  const userinfo = () => expectOk(`${origin}/oidc/userinfo`, { headers });
  const challenge = createHash('sha256').update('verifier').digest('base64url');
  return {
    bareRoute,
    discovery: () => expectOk(`${origin}/.well-known/openid-configuration`),
    keys: () => expectOk(`${origin}/oidc/jwks`),
    authorize: async () => {
      const { status, headers: answer } = await browser.send(app.asked(challenge));
      if (!answer.get('location')?.includes('code=')) throw new Error(`No code was given: ${status}`);
    },
    token: async () => expectToken(await codes.pop()?.redeem(origin)),
    refresh: async () => {
      const renewed = await app.renew(origin, refreshToken);
      expectToken(renewed);
      refreshToken = renewed.refresh_token ?? '';
    },
    userinfo,
    bareRouteAtOnce: bareRoute,
    userinfoAtOnce: userinfo,
  };
}

async function expectOk(url: string, init: RequestInit = {}): Promise<void> {
  const response = await fetch(url, init);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
}

function expectToken(answer: { status: number; error?: string } | undefined): void {
  if (answer?.status !== 200) throw new Error(`No token was given: ${answer?.status} ${answer?.error}`);
}
