import { countFailedEvents, describeWaitingEvents } from '../../db/queries/event-webhook.ts';
import type { Store } from '../../db/store.ts';
import { clock } from '../clock.ts';
import { MINUTE_MS } from '../config/limits.ts';
import type { Settings } from '../config/settings.ts';
import { doctor as words } from '../words/en/doctor.ts';
import { type Finding, ok } from './finding.ts';

/** For as long an event may wait before something is odd: the server polls twice a minute. */
const PATIENCE_MS = 5 * MINUTE_MS;

/** Returns whether the webhook hears of events: those that wait, and those that were given up. Sends nothing. */
export async function checkWebhook(db: Store, { webhook }: Settings): Promise<Finding[]> {
  const what = 'EVENT_WEBHOOK_URL';
  const { count, oldest } = await describeWaitingEvents(db);
  if (!webhook) return count === 0 ? [] : [{ what, state: 'warning', ...words.webhook.unset({ count }) }];
  // The address may hold a token of the receiver's.
  const { host } = new URL(webhook.url);
  const failed = await countFailedEvents(db);
  const minutes = oldest ? Math.floor((clock().getTime() - oldest.getTime()) / MINUTE_MS) : 0;
  return [
    minutes * MINUTE_MS < PATIENCE_MS
      ? ok(what, host)
      : { what, state: 'warning', ...words.webhook.waits({ host, count, minutes }) },
    ...(failed > 0 ? [{ what, state: 'warning' as const, ...words.webhook.failed({ host, count: failed }) }] : []),
  ];
}
