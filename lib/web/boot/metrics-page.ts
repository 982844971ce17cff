import 'server-only';
import { Gauge, Registry } from 'prom-client';
import { clock } from '../../clock.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { isSameSecret } from '../../crypto/same-secret.ts';
import { describeTotals, type Totals } from '../../flows/operations/describe-metrics.ts';
import { store } from '../store.ts';
import { metricsOfProcesses } from './process-metrics.ts';

let counted: { stock: Totals | null; at: number } | undefined;

/**
 * Returns all metrics for Prometheus, as text; null when a process behind this port doesn't answer. The database is
 * read at most once in `metricsStockMs`: counting all users takes time, and pages must not wait for it.
 */
export async function metricsPage(): Promise<{ text: string; type: string } | null> {
  const now = clock();
  if (!counted?.stock || counted.at <= now.getTime() - limits.metricsStockMs) {
    counted = { stock: await describeTotals({ db: store(), now, settings: settings() }), at: now.getTime() };
  }
  const processes = await metricsOfProcesses();
  if (processes === null) return null;
  const shared = gaugesOf(counted.stock);
  return { text: `${processes}\n${await shared.metrics()}`, type: shared.contentType };
}

/** Returns whether `authorization` carries METRICS_TOKEN. */
export function mayReadMetrics(authorization: string | null): boolean {
  const { metricsToken } = settings();
  return metricsToken !== undefined && isSameSecret(authorization ?? '', `Bearer ${metricsToken}`);
}

/**
 * Gauges that all processes and instances share. An unknown one is left out; the last number would pass for today's.
 */
function gaugesOf(stock: Totals | null): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number | null | undefined) => {
    if (value === undefined || value === null) return;
    new Gauge({ name: `accounts_${name}`, help, registers: [registry] }).set(value);
  };
  gauge('database_up', 'Whether the database answered (1) or not (0)', stock ? 1 : 0);
  gauge('people', 'Accounts', stock?.users);
  gauge('people_with_two_factor', 'Accounts with two-factor authentication on', stock?.withTwoFactor);
  gauge('people_with_passkey', 'Accounts that a passkey signs in', stock?.withPasskey);
  gauge('mails_waiting', 'Mails that were neither sent nor given up', stock?.mailsWaiting);
  gauge('oldest_mail_seconds', 'For how long the oldest of them has been waiting', stock?.oldestMailSeconds);
  gauge('logout_notices_waiting', 'Apps that have yet to be told of an ended session', stock?.logoutNoticesWaiting);
  gauge('logout_notices_failed', 'Ended sessions that an app could not be told of', stock?.logoutNoticesFailed);
  gauge('event_webhook_waiting', 'Events that the webhook has yet to be told of', stock?.webhookEventsWaiting);
  gauge('event_webhook_failed', 'Events that the webhook never took', stock?.webhookEventsFailed);
  return registry;
}
