import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { ClientConfig, PoolConfig } from 'pg';

const STATEMENT_MS = 5_000;
/**
 * A transaction that waits for a row lock keeps its connection from all others; ours hold locks for a few milliseconds.
 */
const LOCK_MS = 2_000;

/** Returns how to reach the server of `url`. Times out rather than waits: a user who waits longer has gone away. */
export function connectionOptions(url: string): ClientConfig {
  return {
    connectionString: withoutTls(url),
    ssl: tlsOptions(url),
    application_name: 'accounts',
    connectionTimeoutMillis: STATEMENT_MS,
    // A server that vanished doesn't answer at all, not even that a statement took too long.
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
    /** A server that was moved, or a renewed certificate, is noticed within this time. */
    maxLifetimeSeconds: 30 * 60,
    onConnect: async (client) => {
      // Set after connecting: poolers such as PgBouncer refuse such settings in the start-up message. A transaction
      // whose process is suspended must not lock an account for ever.
      await client.query(
        `set statement_timeout = ${STATEMENT_MS}; set lock_timeout = ${LOCK_MS};
         set idle_in_transaction_session_timeout = ${2 * STATEMENT_MS};
         set default_transaction_isolation = 'read committed'; set timezone = 'UTC'; set datestyle = 'ISO, YMD'`,
      );
    },
  };
}

/**
 * Only `sslmode=disable` allows an unencrypted connection; every other mode, and none, means encrypted, with the
 * certificate and the host name checked. `sslrootcert` names the authority when it isn't a public one. Without
 * `sslmode` a server on this machine is reached unencrypted.
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

/** The driver reads these parameters in a weaker way, and they would override what is decided here. */
function withoutTls(url: string): string {
  const plain = new URL(url);
  for (const name of ['ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation', 'uselibpqcompat'])
    plain.searchParams.delete(name);
  return plain.href;
}
