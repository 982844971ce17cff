import http from 'node:http';
import { eq } from 'drizzle-orm';
import { insertHostSession } from '#db/queries/guarded-hosts.ts';
import { startGuard } from '#e2e/fixtures/guard-proxy.ts';
import { registerGuarded } from '#e2e/fixtures/guarded-app.ts';
import { startSampleApp } from '#e2e/fixtures/sample-app.ts';
import { generateToken, hashToken } from '#lib/crypto/token.ts';
import { findProgram } from '#scripts/system/find-program.mjs';
import type { BenchEnvironment } from './environment.ts';
import { load, type Rate } from './load.ts';
import type { Server } from './measure.ts';

/** Checks of a proxy at a guarded host, beside a bare route of Next, by the same client. */
export type CheckFigures = {
  checkAlone: Rate;
  checkAtOnce: Rate;
  bareAlone: Rate;
  bareAtOnce: Rate;
  /** A page of an app through nginx, with a check and without; null where there is no nginx. */
  guardedAlone: Rate | null;
  openAlone: Rate | null;
};

const [ALONE_MS, AT_ONCE_MS] = [2_000, 4_000];

/** Registers a guarded app that someone has opened, and measures what its proxy asks; SQLite, one process. */
export async function measureChecks(bench: BenchEnvironment, server: Server, bare: string): Promise<CheckFigures> {
  const sample = await startSampleApp();
  const hasNginx = findProgram('nginx') !== undefined;
  const proxy = hasNginx
    ? await startGuard('nginx', { accounts: server.origin, app: sample.port, host: 'guarded.localhost' })
    : null;
  const host = proxy?.host ?? 'guarded.localhost:80';
  const token = generateToken();
  await bench.beside(server, async (people, store) => {
    await registerGuarded(store, 'guarded', host);
    const person = await people.makeProtected();
    await people.cookieFor(person, ['password', 'totp']);
    const { sql, tables } = store;
    const [session] = await sql.select().from(tables.sessions).where(eq(tables.sessions.userId, person.id));
    const sessionIdHash = session?.idHash ?? '';
    await insertHostSession(store, { tokenHash: hashToken(token), host, sessionIdHash, createdAt: new Date() });
  });
  const cookie = `connect-app=${token}`;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  const asked = { cookie, 'x-original-url': `http://${host}/picture`, 'x-original-method': 'GET' };
  const check = () => ask(agent, `${server.origin}/api/verify/nginx`, asked);
  const bareRoute = () => ask(agent, `${bare}/bare`, {}, 'POST');
  const alone = { atOnce: 1, ms: ALONE_MS, pids: server.pids };
  const atOnce = { atOnce: 16, ms: AT_ONCE_MS, pids: server.pids };
  // The first turns warm up.
  for (const work of [check, bareRoute]) await load(alone, work);
  const figures = {
    checkAlone: await load(alone, check),
    bareAlone: await load(alone, bareRoute),
    checkAtOnce: await load(atOnce, check),
    bareAtOnce: await load(atOnce, bareRoute),
    guardedAlone:
      proxy && (await load(alone, () => ask(agent, `http://127.0.0.1:${proxy.port}/picture`, { cookie, host }))),
    openAlone: proxy && (await load(alone, () => ask(agent, `http://127.0.0.1:${sample.port}/picture`, {}))),
  };
  agent.destroy();
  await proxy?.stop();
  await sample.stop();
  return figures;
}

/** Node's own fetch would be the bottleneck. */
function ask(agent: http.Agent, url: string, headers: http.OutgoingHttpHeaders, method = 'GET'): Promise<void> {
  return new Promise((resolve, reject) => {
    http
      .request(url, { agent, headers, method })
      .on('error', reject)
      .on('response', (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`${url} answered ${response.statusCode}`));
        });
      })
      .end();
  });
}
