// Measures; scripts/bench.mjs starts it. Writes what it found to the file that is named, as JSON.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startPostgres } from '#db/postgres-server.fixture.ts';
import { type Ground, layGround } from './ground.ts';
import { compareCrowds, gather, hashCeiling, measureLoads, memory, type Plan, weighPages } from './measure.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    to: { type: 'string', default: 'test-results/bench.json' },
  },
});
const FEW = 100;
const many = Number(values.people);
if (!Number.isInteger(many) || many < 1000) throw new Error('--people is a number from 1000 on.');
const plan: Plan = { signInMs: 6_000, pageMs: 4_000, turns: 60 };
const say = (text: string) => process.stdout.write(`${text}\n`);

// Servers are ended when this process exits, which a signal alone is not.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const ground = await layGround();
const postgres = await startPostgres({ fsync: 'on' });
try {
  const hashes = [await hashCeiling(3_000)];
  say(`hashes ${hashes[0]?.perSecond.toFixed(0)}/s`);
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
  const sqlite = await measureEngine(ground, fewFile, manyFile, false);
  hashes.push(await hashCeiling(3_000));
  const onPostgres = moved && (await measureEngine(ground, moved.few, moved.many, true));
  if (moved) hashes.push(await hashCeiling(3_000));
  const figures = { many, few: FEW, plan, hashes, sqlite, postgres: onPostgres, moveSeconds };
  writeFileSync(values.to, JSON.stringify(figures, null, 1));
} finally {
  await ground.end();
  await postgres?.stop();
}

async function measureEngine(at: Ground, fewUrl: string, manyUrl: string, withTwin: boolean) {
  const small = await at.start(fewUrl);
  const server = await at.start(manyUrl);
  const idle = memory([server]);
  const crowd = gather(many);
  const growth = await compareCrowds(at, [small, server], plan, [gather(FEW), crowd]);
  await at.stop(small);
  const loads = await measureLoads(at, [server], plan, crowd);
  const loaded = memory([server]);
  say(`sign-ins ${loads.signIn16.perSecond.toFixed(1)}/s, session checks ${loads.home.perSecond.toFixed(0)}/s`);
  const weights = await weighPages(at, server, crowd);
  const startSeconds = [small.startSeconds, server.startSeconds];
  let two = null;
  if (withTwin) {
    const twin = await at.start(manyUrl);
    two = await measureLoads(at, [server, twin], plan, crowd);
    say(`two instances: sign-ins ${two.signIn16.perSecond.toFixed(1)}/s`);
    await at.stop(twin);
  }
  await at.stop(server);
  return { startSeconds, memory: { idle, loaded }, loads, two, growth, weights };
}
