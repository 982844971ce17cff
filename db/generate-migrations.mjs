// npm run db:generate -- --name NAME: writes what changed in db/schema.ts as a migration, for each engine.
import { spawnSync } from 'node:child_process';

for (const config of ['drizzle.config.ts', 'drizzle.postgres.config.ts']) {
  const args = ['node_modules/drizzle-kit/bin.cjs', 'generate', '--config', config, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
