import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSqlite } from '#db/engines/sqlite/sqlite.ts';
import { openStore } from '#db/open-store.ts';
import type { Store } from '#db/store.ts';
import { type AppProcess, type Environment, freeOrigin, type Program, startProcess } from '#e2e/fixtures/app-server.ts';
import { makePeople } from '#e2e/fixtures/people.ts';
import { runCommand } from '#lib/cli/main.ts';
import { parseSettings, type Settings } from '#lib/config/settings.ts';
import { runtime } from '#server/memory.mjs';
import { seedBaseline } from './baseline-app.ts';
import { familyOf, memoryOf } from './load.ts';
import { seedUsers } from './seed-data.ts';

export type BenchEnvironment = Awaited<ReturnType<typeof openEnvironment>>;

/** Makes a folder and secrets, and the databases and servers that use them. `end` removes all of it. */
export async function openEnvironment() {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-bench-'));
  const base = {
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: randomBytes(33).toString('base64'),
    ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    MAIL_FOLDER: join(folder, 'mails'),
    LOG_LEVEL: 'info',
    ...runtime,
    // Leaves compression to a proxy, as with deploy/nginx.conf; there is none here.
    TRUSTED_PROXIES: '1',
  };
  const running = new Set<AppProcess>();

  async function startServer(environment: Environment, program: Program, processes: number) {
    const origin = await freeOrigin();
    const begin = performance.now();
    const server = await startProcess(Number(new URL(origin).port), { ...environment, AUTH_URL: origin }, program);
    running.add(server);
    const startSeconds = (performance.now() - begin) / 1000;
    // The others start once the first one serves.
    while (processes > 1 && familyOf(server.pid).length <= processes) await pause(50);
    return { ...server, startSeconds, pids: familyOf(server.pid), idle: memoryOf(familyOf(server.pid)) };
  }

  return {
    /** Makes a SQLite database with so many users. Returns its URL. */
    async sqliteWith(people: number): Promise<string> {
      const url = `file:${join(folder, `people-${people}.db`)}`;
      const store = openSqlite(url);
      await store.migrate();
      await store.close();
      await seedUsers(url, people, readSettings(base).encryptionKeys);
      return url;
    },

    /** Runs the admin command `move`. Returns the seconds it took. */
    async move(from: string, to: string): Promise<number> {
      let said = '';
      const write = (text: string) => (said += text);
      const environment = { ...base, DATABASE_URL: from, MOVE_TO: to };
      const begin = performance.now();
      const code = await runCommand({ environment, out: { write }, err: { write }, ask: null }, ['move']);
      if (code !== 0) throw new Error(`The move failed: ${said}`);
      return (performance.now() - begin) / 1000;
    },

    /** Starts a server in so many processes, as `npm start` does after a build. Counts the seconds until /login responds. */
    async start(databaseUrl: string, processes = 1) {
      const environment = { ...base, DATABASE_URL: databaseUrl, PROCESSES: String(processes) };
      return startServer(environment, { preload: ['server/http-hooks/preload.mjs'] }, processes);
    },

    /** Starts the baseline app or a peer (`app`: its folder) with a database of its own. */
    async startApp(app: string, people: number) {
      // One each: what apps ask is measured beside a baseline app of its own.
      const path = await seedBaseline(join(folder, `${basename(app)}-${people}.db`), people);
      const next = resolve('node_modules/next/dist/bin/next');
      const environment = { BASELINE_DATABASE: path, AUTH_SECRET: base.AUTH_SECRET, ...runtime };
      return startServer(environment, { args: [next, 'start'], cwd: app }, 1);
    },

    /** Changes rows beside the running servers. */
    async beside<T>(server: AppProcess, work: (people: ReturnType<typeof makePeople>, store: Store) => Promise<T>) {
      const store = await openStore(server.environment['DATABASE_URL'] ?? '');
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
