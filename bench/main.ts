// Measures; scripts/bench.mjs starts it. Writes what it found to the file that is named, as JSON.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import { startPostgres } from '#test/postgres-server.ts';
import { layGround } from './ground.ts';
import { flood } from './hash-burst.ts';
import { memoryOf } from './load.ts';
import { compareCrowds, floorTarget, gather, measureEnabling, type Server, target, weighPages } from './measure.ts';
import { goRound, type Target } from './rounds.ts';
import { look, weigh } from './visits.ts';

/** What is written. */
export type Figures = Awaited<ReturnType<typeof measureTogether>> & {
  many: number;
  few: number;
  cores: number;
  sqlite: Alone;
  postgres: Alone | null;
  moveSeconds: number | null;
};
export type Alone = Awaited<ReturnType<typeof measureAlone>>;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    to: { type: 'string', default: 'test-results/bench.json' },
  },
});
const FEW = 100;
const many = Number(values.people);
if (!Number.isInteger(many) || many < 1000) throw new Error('--people is a number from 1000 on.');
const cores = availableParallelism();
const say = (text: string) => process.stdout.write(`${text}\n`);

// Servers are ended when this process exits, which a signal alone is not.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const ground = await layGround();
const postgres = await startPostgres({ fsync: 'on' });
try {
  const begun = performance.now();
  const [fewFile, manyFile] = [await ground.sqliteWith(FEW), await ground.sqliteWith(many)];
  say(`${many} people made in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  // Before anything is measured: both engines begin with the same rows.
  const moved = postgres && { few: await postgres.newDatabase(), many: await postgres.newDatabase() };
  let moveSeconds: number | null = null;
  if (moved) {
    await ground.move(fewFile, moved.few);
    moveSeconds = await ground.move(manyFile, moved.many);
    say(`moved in ${moveSeconds.toFixed(0)} s`);
  }
  const sqlite = await measureAlone(fewFile, manyFile);
  const onPostgres = moved && (await measureAlone(moved.few, moved.many));
  const together = await measureTogether(manyFile, moved?.many ?? null);
  const figures: Figures = { many, few: FEW, cores, sqlite, postgres: onPostgres, ...together, moveSeconds };
  writeFileSync(values.to, JSON.stringify(figures, null, 1));
} finally {
  await ground.end();
  await postgres?.stop();
}

/** What is measured of one engine by itself: few people against many, weight, enabling. */
async function measureAlone(fewUrl: string, manyUrl: string) {
  const [small, server] = [await ground.start(fewUrl), await ground.start(manyUrl)];
  const crowd = gather(many);
  const growth = await compareCrowds(ground, [small, server], [gather(FEW), crowd]);
  const weights = await weighPages(ground, server, crowd);
  const enable = await measureEnabling(ground, server, crowd);
  for (const one of [small, server]) await ground.stop(one);
  say('growth, weight and enabling are measured');
  return { growth, weights, enable };
}

/** What is compared with each other, and with an app that has nothing of ours: all are up at once. */
async function measureTogether(sqliteUrl: string, postgresUrl: string | null) {
  const bare = await ground.startFloor(many);
  const floor = await floorTarget(bare, gather(many));
  const crowd = gather(many);
  const [one, several] = [await ground.start(sqliteUrl), await ground.start(sqliteUrl, cores)];
  const targets: Target[] = [
    floor,
    await target(ground, 'SQLite', [one], crowd),
    await target(ground, `SQLite, ${cores} processes`, [several], crowd),
  ];
  const idle: Record<string, number> = { [floor.name]: bare.idle.now, SQLite: one.idle.now };
  if (postgresUrl) targets.push(...(await onPostgres(postgresUrl, idle)));
  const rounds = await goRound(targets, say);
  const memory = targets.map(({ name, pids }) => ({ name, idle: idle[name] ?? null, ...memoryOf(pids) }));
  const stranger = (server: Server) => new NoScriptClient(server.origin);
  const floods = [
    { name: 'SQLite', server: one },
    { name: `SQLite, ${cores} processes`, server: several },
  ].map(({ name, server }) => async () => ({
    name,
    ...(await flood(server.origin, () => look(stranger(server), '/login', 'Sign In'), crowd.nextProtected)),
  }));
  const flooded = [];
  for (const measure of floods) flooded.push(await measure());
  const starts = { [floor.name]: bare.startSeconds, SQLite: one.startSeconds };
  const bareWeight = await weigh(stranger(bare), '/login');
  return { names: targets.map(({ name }) => name), rounds, memory, flooded, starts, bareWeight };
}

async function onPostgres(url: string, idle: Record<string, number>): Promise<Target[]> {
  const crowd = gather(many);
  const [one, several] = [await ground.start(url), await ground.start(url, cores)];
  const four = [];
  for (let number = 0; number < 4; number += 1) four.push(await ground.start(url));
  idle['PostgreSQL'] = one.idle.now;
  return [
    await target(ground, 'PostgreSQL', [one], crowd),
    await target(ground, `PostgreSQL, ${cores} processes`, [several], crowd),
    await target(ground, 'PostgreSQL, four instances', four, crowd),
  ];
}
