// Measures and writes the figures as JSON to the file in --to. scripts/bench.mjs starts it.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import { median } from '#scripts/bench/figures.mjs';
import { startPostgres } from '#test/postgres-server.ts';
import { type AppFigures, measureApps } from './apps.ts';
import { BASELINE } from './baseline-app.ts';
import { openEnvironment } from './environment.ts';
import { measureHashBurst } from './hash-burst.ts';
import { memoryOf } from './load.ts';
import { baselineTarget, compareSizes, measureEnabling, type Server, seedData, target, weighPages } from './measure.ts';
import { measurePasskeys } from './passkeys.ts';
import { peers, peerTarget } from './peers.ts';
import { goRound, type Target } from './rounds.ts';
import { measureSteps, type Stepped } from './steps.ts';
import { look, weigh } from './visits.ts';

/** What is written to the file. */
export type Figures = Awaited<ReturnType<typeof measureTogether>> & {
  many: number;
  few: number;
  cores: number;
  sqlite: Alone;
  postgres: Alone | null;
  moveSeconds: number | null;
  apps: AppFigures;
};
export type Alone = Awaited<ReturnType<typeof measureAlone>>;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    to: { type: 'string', default: 'test-results/bench.json' },
    /** `apps`: nothing but what apps ask. */
    only: { type: 'string' },
  },
});
const FEW = 100;
const STARTS = 5;
const many = Number(values.people);
if (!Number.isInteger(many) || many < 1000) throw new Error('--people must be a number of at least 1000.');
const cores = availableParallelism();
const say = (text: string) => process.stdout.write(`${text}\n`);

// The servers end when this process exits; a signal alone would skip that.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const bench = await openEnvironment();
const postgres = values.only ? null : await startPostgres({ fsync: 'on' });
try {
  const apps = await measureApps(bench, {
    without: await bench.sqliteWith(10),
    registered: await bench.sqliteWith(11),
  });
  say('what apps ask is measured');
  if (values.only === 'apps') writeFileSync(values.to, JSON.stringify({ apps }, null, 1));
  else await measureAll(apps);
} finally {
  await bench.end();
  await postgres?.stop();
}

async function measureAll(apps: AppFigures): Promise<void> {
  const begun = performance.now();
  const [fewFile, manyFile] = [await bench.sqliteWith(FEW), await bench.sqliteWith(many)];
  say(`${many} people made in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  // Done before anything is measured, so that both engines begin with the same rows.
  const moved = postgres && { few: await postgres.newDatabase(), many: await postgres.newDatabase() };
  let moveSeconds: number | null = null;
  if (moved) {
    await bench.move(fewFile, moved.few);
    moveSeconds = await bench.move(manyFile, moved.many);
    say(`moved in ${moveSeconds.toFixed(0)} s`);
  }
  const sqlite = await measureAlone(fewFile, manyFile);
  const onPostgres = moved && (await measureAlone(moved.few, moved.many));
  const together = await measureTogether(manyFile, moved?.many ?? null);
  const figures: Figures = { many, few: FEW, cores, sqlite, postgres: onPostgres, ...together, moveSeconds, apps };
  writeFileSync(values.to, JSON.stringify(figures, null, 1));
}

/** Measures one engine by itself: few users against many, weight, enabling, passkeys. */
async function measureAlone(fewUrl: string, manyUrl: string) {
  const [small, server] = [await bench.start(fewUrl), await bench.start(manyUrl)];
  const users = seedData(many);
  const growth = await compareSizes(bench, [small, server], [seedData(FEW), users]);
  const weights = await weighPages(bench, server, users);
  const enable = await measureEnabling(bench, server, users);
  const passkeys = await measurePasskeys(bench, server, users);
  for (const one of [small, server]) await bench.stop(one);
  say('growth, weight, enabling and passkeys are measured');
  return { growth, weights, enable, passkeys };
}

/** Measures what is compared with each other and with the baseline app: all are up at once. */
async function measureTogether(sqliteUrl: string, postgresUrl: string | null) {
  const starts = await measureStarts(sqliteUrl);
  const baselineServer = await bench.startApp(BASELINE, many);
  const baseline = await baselineTarget(baselineServer, seedData(many));
  const users = seedData(many);
  const [one, several] = [await bench.start(sqliteUrl), await bench.start(sqliteUrl, cores)];
  const targets: Target[] = [
    baseline,
    await target(bench, 'SQLite', [one], users),
    await target(bench, `SQLite, ${cores} processes`, [several], users),
  ];

  const idle: Record<string, number> = { [baseline.name]: baselineServer.idle.now, SQLite: one.idle.now };
  const stepped: Stepped[] = [{ name: 'SQLite', server: one, users, codeButton: 'Sign In' }];
  for (const peer of peers) {
    const server = await bench.startApp(peer.folder, many);
    if (peer.codeButton) stepped.push({ name: peer.name, server, users: seedData(many), codeButton: peer.codeButton });
    idle[peer.name] = server.idle.now;
    targets.push(await peerTarget(peer, server, seedData(many)));
  }
  if (postgresUrl) targets.push(...(await onPostgres(postgresUrl, idle)));
  const rounds = await goRound(targets, say);
  const steps = await measureSteps(stepped);
  const memory = targets.map(({ name, pids }) => ({ name, idle: idle[name] ?? null, ...memoryOf(pids) }));
  const stranger = (server: Server) => new NoScriptClient(server.origin);
  const measurements = [
    { name: 'SQLite', server: one },
    { name: `SQLite, ${cores} processes`, server: several },
  ].map(({ name, server }) => async () => ({
    name,
    ...(await measureHashBurst(server.origin, () => look(stranger(server), '/login', 'Sign In'), users.nextProtected)),
  }));
  const hashBursts = [];
  for (const measure of measurements) hashBursts.push(await measure());
  const baselineWeight = await weigh(stranger(baselineServer), '/login');
  return { names: targets.map(({ name }) => name), rounds, steps, memory, hashBursts, starts, baselineWeight };
}

/** Returns the medians of several starts, in seconds: the first one of an app reads its files from the disk. */
async function measureStarts(sqliteUrl: string): Promise<Record<string, number>> {
  const seconds: Record<string, number[]> = { 'baseline app': [], SQLite: [] };
  for (let turn = 0; turn < STARTS; turn += 1) {
    const started = {
      'baseline app': await bench.startApp(BASELINE, FEW + turn),
      SQLite: await bench.start(sqliteUrl),
    };
    for (const [name, server] of Object.entries(started)) {
      seconds[name]?.push(server.startSeconds);
      await bench.stop(server);
    }
  }
  return Object.fromEntries(Object.entries(seconds).map(([name, list]) => [name, median(list)]));
}

async function onPostgres(url: string, idle: Record<string, number>): Promise<Target[]> {
  const users = seedData(many);
  const [one, several] = [await bench.start(url), await bench.start(url, cores)];
  const four = [];
  for (let number = 0; number < 4; number += 1) four.push(await bench.start(url));
  idle['PostgreSQL'] = one.idle.now;
  return [
    await target(bench, 'PostgreSQL', [one], users),
    await target(bench, `PostgreSQL, ${cores} processes`, [several], users),
    await target(bench, 'PostgreSQL, four instances', four, users),
  ];
}
