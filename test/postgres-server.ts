import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { findPostgresPrograms } from '../scripts/system/postgres-programs.mjs';
import { type Power, powerOf, untilItResponds } from './postgres-power.ts';

const environment = process.env;
const NO_SERVER =
  'PostgreSQL is not tested: there is no server. Install one (Debian, as root: apt-get install postgresql; macOS: brew install postgresql), or name one in TEST_POSTGRES_URL whose user may create databases.';

export type PostgresServer = {
  /** Makes an empty database. Returns its URL. */
  newDatabase(): Promise<string>;
  /** The file of the CA that signed the server's certificate; null when the server is not ours. */
  certificate: string | null;
  /** Stops and starts it; null when the server is not ours. */
  power: Power | null;
  stop(): Promise<void>;
};

/**
 * Returns a real server: that of TEST_POSTGRES_URL, or one of our own for as long as the test runs. Returns null, with a
 * message, on a developer's machine without one; throws where CI is set. `settings` are those of postgresql.conf.
 */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer | null> {
  if (environment['TEST_POSTGRES_URL']) return serverAt(environment['TEST_POSTGRES_URL']);
  const programs = findPostgresPrograms();
  if (programs) return ownServer(programs, settings);
  if (environment['CI']) throw new Error(NO_SERVER);
  process.stderr.write(`\n${NO_SERVER}\n\n`);
  return null;
}

function serverAt(url: string): PostgresServer {
  const made: string[] = [];
  const ask = async (statement: string) => {
    const client = new Client(url);
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  return {
    certificate: null,
    power: null,
    async newDatabase() {
      const name = `accounts_test_${randomBytes(6).toString('hex')}`;
      await ask(`create database ${name} template template0`);
      made.push(name);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    async stop() {
      for (const name of made) await ask(`drop database ${name} with (force)`);
    },
  };
}

/** Makes a cluster in a new folder, not safe against power cuts, reachable from this machine with a password. */
async function ownServer(programs: string, wished: Record<string, string>): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-postgres-'));
  const [data, secret] = [join(folder, 'data'), randomBytes(12).toString('hex')];
  const user = unprivilegedUser();
  writeFileSync(join(folder, 'password'), secret);
  if (user) for (const path of [folder, join(folder, 'password')]) chownSync(path, user.uid, user.gid);
  const options = { ...user, cwd: folder, stdio: 'pipe' } as const;
  const auth = ['--username=tester', '--auth=scram-sha-256', `--pwfile=${folder}/password`];
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, ...auth, '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    options,
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    ...wished,
    ...makeCertificate(folder, options),
  };
  const server = [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  // The shell ends the server and removes the folder when its input ends, also when this process is killed. A line of
  // input restarts the server after it has ended.
  const guard =
    'folder=$1; shift; "$@" >log 2>&1 & while read line; do wait; "$@" >>log 2>&1 & done; kill -INT $!; wait; cd /; rm -rf "$folder"';
  const shell = spawn('/bin/sh', ['-c', guard, 'sh', folder, join(programs, 'postgres'), ...server], {
    ...options,
    detached: true,
  });
  const url = `postgres://tester:${secret}@127.0.0.1:${port}/postgres`;
  const gone = once(shell, 'exit');
  const stop = async () => {
    shell.stdin.end();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  await untilItResponds(url).catch(async () => {
    const said = readFileSync(join(folder, 'log'), 'utf8');
    await stop();
    throw new Error(`The PostgreSQL server did not start. Its output:\n${said}`);
  });
  const power = powerOf({ data, log: join(folder, 'log'), url, start: () => shell.stdin.write('again\n') });
  return { ...serverAt(url), certificate: settings.ssl_cert_file ?? null, power, stop };
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return { uid: 65_534, gid: 65_534 };
  }
}

/** Makes a self-signed certificate for 127.0.0.1; without openssl there is none and TLS is not tested. */
function makeCertificate(
  folder: string,
  options: object,
): { ssl?: string; ssl_cert_file?: string; ssl_key_file?: string } {
  const [ssl_cert_file, ssl_key_file] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  try {
    execFileSync('openssl', ['req', ...kind, ...name, '-keyout', ssl_key_file, '-out', ssl_cert_file], options);
    return { ssl: 'on', ssl_cert_file, ssl_key_file };
  } catch {
    return {};
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}
