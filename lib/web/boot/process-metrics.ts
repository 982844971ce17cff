import 'server-only';
import cluster from 'node:cluster';
import { AggregatorRegistry, collectDefaultMetrics, Gauge } from 'prom-client';
import { processNumber } from '../../config/env.ts';
import { hashQueueDepth } from '../../crypto/password-hash.ts';
import { metrics } from '../../observability/metrics.ts';

/**
 * Starts to measure this process. Where several share one port (PROCESSES), each has a label of its own, as instances
 * do: a sum would fall when one of them is replaced, and a fall looks like a restart of all.
 */
export function measureProcess(): void {
  const { registry } = metrics();
  const number = processNumber();
  if (number !== undefined) registry.setDefaultLabels({ process: number });
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `accounts_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('hashes_running', 'Passwords that are being hashed', () => hashQueueDepth().running);
  gauge('hashes_waiting', 'Passwords that wait to be hashed', () => hashQueueDepth().waiting);
  if (!cluster.isWorker) return;
  AggregatorRegistry.setRegistries(registry);
  // From now on answers when server/cluster.mjs asks.
  new AggregatorRegistry();
}

/**
 * Returns what the processes behind this port have counted, in Prometheus' format; null when one of them doesn't
 * answer.
 */
export function metricsOfProcesses(): Promise<string | null> {
  if (!cluster.isWorker) return metrics().registry.metrics();
  return new Promise((answer) => {
    const listen = (message: { type?: string; text: string | null }) => {
      if (message.type !== 'metrics-of-all') return;
      process.off('message', listen);
      answer(message.text);
    };
    process.on('message', listen);
    process.send?.({ type: 'metrics-wanted' });
  });
}
