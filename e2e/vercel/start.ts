import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '#test/postgres-server.ts';
import type { AppServer, Environment } from '../fixtures/app-server.ts';
import { fetchTrusting } from '../fixtures/https-fetch.ts';
import { serverLog } from '../fixtures/server-log.ts';
import { buildForVercel } from './build.ts';
import { edge } from './edge.ts';
import { type VercelFunction, vercelFunction } from './functions.ts';
import { readOutputs } from './outputs.ts';

/** What Vercel itself adds to the environment of functions. */
const SYSTEM = { VERCEL: '1', VERCEL_ENV: 'production', VERCEL_REGION: 'fra1', TZ: ':UTC' };

/**
 * Builds the app with Vercel's own command and serves the output at the port of `free`, with TLS: functions for pages, for
 * routes and for the filter, on PostgreSQL. `extra` are settings of the deployment.
 */
export async function startOnVercel(free: string, extra: Environment = {}): Promise<AppServer> {
  const { port } = new URL(free);
  const origin = `https://localhost:${port}`;
  const postgres = await startPostgres();
  if (!postgres) throw new Error('The form for Vercel needs PostgreSQL');
  const environment = {
    AUTH_URL: origin,
    AUTH_SECRET: randomBytes(33).toString('base64'),
    ENCRYPTION_KEYS: `e2e:${randomBytes(32).toString('base64')}`,
    DATABASE_URL: await postgres.newDatabase(),
    TRUSTED_PROXIES: '1',
    SUPPORT_EMAIL: 'support@example.com',
    ...extra,
  };
  const built = await buildForVercel(environment).catch(async (error) => {
    await postgres.stop();
    throw error;
  });
  const log = serverLog();
  // Outside of the project, so that a function finds no package but its own.
  const laidOut = await mkdtemp(join(tmpdir(), 'accounts-functions-'));
  const certificate = makeCertificate(laidOut);
  const place = {
    project: built.folder,
    laidOut,
    environment: { PATH: process.env['PATH'] ?? '', ...SYSTEM, ...environment, NODE_EXTRA_CA_CERTS: certificate.file },
    log,
  };
  const functions = new Map<string, VercelFunction>();
  const functionAt = (folder: string) => {
    const known = functions.get(folder) ?? vercelFunction(folder, place);
    functions.set(folder, known);
    return known;
  };
  const server = https.createServer({ ...certificate }, edge(await readOutputs(built.output), functionAt));
  server.listen(Number(port), '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    for (const one of functions.values()) one.stop();
    await rm(laidOut, { recursive: true, force: true });
    await built.remove();
    await postgres.stop();
  };
  return {
    ...{ origin, environment, log, pid: process.pid, stop, crash: stop, fetch: fetchTrusting(certificate.cert) },
    vercel: {
      cli: built.cli,
      functions: () => functions.size,
      awake: () => [...functions].flatMap(([folder, one]) => (one.isAwake() ? [folder] : [])),
    },
    secondInstance: () => Promise.reject(new Error('Vercel has no second instance of its own')),
  };
}

/** Makes a certificate for localhost that signs itself. Next fetches the page behind a redirect from its own address. */
function makeCertificate(folder: string) {
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', file], { stdio: 'pipe' });
  return { file, key: readFileSync(key), cert: readFileSync(file) };
}
