import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import { clock } from '../clock.ts';
import { hashQueueDepth } from '../crypto/password-hash.ts';
import { settings } from '../env.ts';
import { describeStock, type Stock } from '../flows/describe-metrics.ts';
import { limits } from '../limits.ts';
import { metrics } from '../metrics.ts';
import { store } from './store.ts';

// Kept on globalThis for the reason of lib/metrics.ts.
const place = globalThis as { accountsGauges?: (stock: Stock | null) => void };
let counted: { stock: Stock | null; at: number } | undefined;

/**
 * All that Prometheus asks for, as text. Counters are of this process. What the database tells is read at most once in
 * `metricsStockMs`: counting everybody costs time, and nobody's page shall wait for it.
 */
export async function metricsPage(): Promise<{ text: string; type: string }> {
  const now = clock();
  if (!counted?.stock || counted.at <= now.getTime() - limits.metricsStockMs) {
    counted = { stock: await describeStock({ db: store(), now }), at: now.getTime() };
  }
  place.accountsGauges ??= makeGauges();
  place.accountsGauges(counted.stock);
  const { registry } = metrics();
  return { text: await registry.metrics(), type: registry.contentType };
}

/** Whether `authorization` carries METRICS_TOKEN. Compared by hashes, in a time that tells neither content nor length. */
export function mayReadMetrics(authorization: string | null): boolean {
  const { metricsToken } = settings();
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return metricsToken !== undefined && timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${metricsToken}`));
}

function makeGauges() {
  const { registry } = metrics();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) => new Gauge({ name: `accounts_${name}`, help, registers: [registry] });
  const up = gauge('database_up', 'Whether the database answered (1) or not (0)');
  const people = gauge('people', 'Accounts');
  const withTwoFactor = gauge('people_with_two_factor', 'Accounts with two-factor authentication on');
  const mailsWaiting = gauge('mails_waiting', 'Mails that were neither sent nor given up');
  const oldestMail = gauge('oldest_mail_seconds', 'For how long the oldest of them has been waiting');
  const hashesRunning = gauge('hashes_running', 'Passwords that are being hashed');
  const hashesWaiting = gauge('hashes_waiting', 'Passwords that wait to be hashed');
  return (stock: Stock | null) => {
    const queue = hashQueueDepth();
    hashesRunning.set(queue.running);
    hashesWaiting.set(queue.waiting);
    up.set(stock ? 1 : 0);
    // What is not known is left out; the last number would pass for today's.
    const known: [Gauge, number | undefined][] = [
      [people, stock?.people],
      [withTwoFactor, stock?.withTwoFactor],
      [mailsWaiting, stock?.mailsWaiting],
      [oldestMail, stock?.oldestMailSeconds],
    ];
    for (const [one, value] of known) {
      one.remove();
      if (value !== undefined) one.set(value);
    }
  };
}
