import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSqlite } from '#db/engines/sqlite/sqlite.ts';
import { openStore } from '#db/open-store.ts';
import type { Store } from '#db/store.ts';
import { type AppProcess, type Environment, freeOrigin, type Program, startProcess } from '#e2e/fixtures/app-server.ts';
import { makePeople } from '#e2e/fixtures/people.ts';
import { runCommand } from '#lib/cli/main.ts';
import { parseSettings, type Settings } from '#lib/config/settings.ts';
import { runtime } from '#server/memory.mjs';
import { FLOOR, seedFloor } from './baseline-app.ts';
import { familyOf, memoryOf } from './load.ts';
import { seedCrowd } from './seed-data.ts';

export type Ground = Awaited<ReturnType<typeof layGround>>;

/** A folder, secrets, and ways to make databases and servers that go with them. `end` takes all of it away. */
export async function layGround() {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-bench-'));
  const base = {
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: randomBytes(33).toString('base64'),
    ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    MAIL_FOLDER: join(folder, 'mails'),
    LOG_LEVEL: 'info',
    ...runtime,
    // A proxy speaks TLS and compresses, as deploy/nginx.conf does; here nobody has to.
    TRUSTED_PROXIES: '1',
  };
  const running = new Set<AppProcess>();

  async function startServer(environment: Environment, program: Program, processes: number) {
    const origin = await freeOrigin();
    const begin = performance.now();
    const server = await startProcess(Number(new URL(origin).port), { ...environment, AUTH_URL: origin }, program);
    running.add(server);
    const startSeconds = (performance.now() - begin) / 1000;
    // The others come up once the first one serves.
    while (processes > 1 && familyOf(server.pid).length <= processes) await pause(50);
    return { ...server, startSeconds, pids: familyOf(server.pid), idle: memoryOf(familyOf(server.pid)) };
  }

  return {
    /** A SQLite database with so many people. Answers its address. */
    async sqliteWith(people: number): Promise<string> {
      const url = `file:${join(folder, `people-${people}.db`)}`;
      const store = openSqlite(url);
      await store.migrate();
      await store.close();
      await seedCrowd(url, people, readSettings(base).encryptionKeys);
      return url;
    },

    /** The admin command `move`. Answers the seconds it took. */
    async move(from: string, to: string): Promise<number> {
      let said = '';
      const write = (text: string) => (said += text);
      const environment = { ...base, DATABASE_URL: from, MOVE_TO: to };
      const begin = performance.now();
      const code = await runCommand({ environment, out: { write }, err: { write }, ask: null }, ['move']);
      if (code !== 0) throw new Error(`The move failed: ${said}`);
      return (performance.now() - begin) / 1000;
    },

    /**
     * Starts a server in so many processes, as `npm start` does once all is built; with it the seconds until /login
     * answered.
     */
    async start(databaseUrl: string, processes = 1) {
      const environment = { ...base, DATABASE_URL: databaseUrl, PROCESSES: String(processes) };
      return startServer(environment, { preload: ['server/http-hooks/preload.mjs'] }, processes);
    },

    /** The app of the floor (bench/baseline), with people of its own. */
    async startFloor(people: number) {
      const path = seedFloor(join(folder, 'floor.db'), people);
      const next = resolve('node_modules/next/dist/bin/next');
      return startServer({ BARE_DATABASE: await path, ...runtime }, { args: [next, 'start'], cwd: FLOOR }, 1);
    },

    /** Rows beside the running servers. */
    async beside<T>(server: AppProcess, work: (people: ReturnType<typeof makePeople>, store: Store) => Promise<T>) {
      const store = openStore(server.environment['DATABASE_URL'] ?? '');
      try {
        return await work(makePeople(server, store), store);
      } finally {
        await store.close();
      }
    },

    async stop(server: AppProcess): Promise<void> {
      running.delete(server);
      await server.stop();
    },

    async end(): Promise<void> {
      for (const server of running) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readSettings(environment: Record<string, string>): Settings {
  const parsed = parseSettings(environment);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}
