import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { ClientConfig, PoolConfig } from 'pg';

const STATEMENT_MS = 5_000;
/** Whoever waits for a row keeps a connection from everybody else; ours hold theirs for a few milliseconds. */
const LOCK_MS = 2_000;

/** How to reach the server of `url`. Times out rather than waits: whoever waits longer has gone away. */
export function connectionOptions(url: string): ClientConfig {
  return {
    connectionString: withoutTls(url),
    ssl: tlsOptions(url),
    application_name: 'accounts',
    connectionTimeoutMillis: STATEMENT_MS,
    // A server that vanished answers nothing, not even that a statement took too long.
    query_timeout: STATEMENT_MS + 3_000,
    keepAlive: true,
  };
}

export function poolOptions(url: string): PoolConfig {
  return {
    ...connectionOptions(url),
    /** A server takes a hundred connections by default, and several processes share it. */
    max: 10,
    /** Soon given back: a process that is put to sleep keeps none that the server could miss. */
    idleTimeoutMillis: 10_000,
    /** A server that was moved, or a certificate that was renewed, is noticed within this time. */
    maxLifetimeSeconds: 30 * 60,
    onConnect: async (client) => {
      // Said after connecting: poolers such as PgBouncer refuse such settings in the greeting. A transaction whose
      // process was put to sleep must not hold an account for ever.
      await client.query(
        `set statement_timeout = ${STATEMENT_MS}; set lock_timeout = ${LOCK_MS};
         set idle_in_transaction_session_timeout = ${2 * STATEMENT_MS};
         set default_transaction_isolation = 'read committed'; set timezone = 'UTC'; set datestyle = 'ISO, YMD'`,
      );
    },
  };
}

/**
 * `sslmode=disable` is the only way to an unencrypted connection; every other mode, and none, means: encrypted,
 * the certificate and the host's name checked. `sslrootcert` names the authority when it is not a public one.
 * Without `sslmode` a server on this machine is reached in clear.
 */
export function tlsOptions(url: string): ConnectionOptions | false {
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  const isHere = host === '' || host.startsWith('/') || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
  const mode = searchParams.get('sslmode') ?? (isHere ? 'disable' : 'verify-full');
  if (mode === 'disable') return false;
  const files = { ca: 'sslrootcert', cert: 'sslcert', key: 'sslkey' };
  const given = Object.entries(files).flatMap(([option, parameter]) => {
    const path = searchParams.get(parameter);
    return path && path !== 'system' ? [[option, readFileSync(path, 'utf8')]] : [];
  });
  return { rejectUnauthorized: true, ...Object.fromEntries(given) };
}

/** The driver reads these parameters in a weaker way, and they would count more than what was decided here. */
function withoutTls(url: string): string {
  const plain = new URL(url);
  for (const name of ['ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation', 'uselibpqcompat'])
    plain.searchParams.delete(name);
  return plain.href;
}
