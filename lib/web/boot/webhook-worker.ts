import 'server-only';
import { clock } from '../../clock.ts';
import { coalesce } from '../../coalesce.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { errorMessage } from '../../error-message.ts';
import { type PostWebhook, sendDueEvents } from '../../flows/admin/send-event-webhook.ts';
import { postOutside } from '../../http/post-outside.ts';
import { log } from '../../observability/log.ts';
import { store } from '../store.ts';

/** Polls for events that the webhook has yet to be told of; not at all without one. */
export function startWebhookWorker(): void {
  if (settings().webhook) setInterval(tellWebhook, limits.mailIntervalMs).unref();
}

/** Until when a receiver that took nothing is left alone, whatever happens meanwhile. */
let restsUntil = 0;

/**
 * Tells the webhook of events, until none is due. Called after the response: no one who signs in waits for it. One that
 * takes nothing is asked again with the next poll, so that a dead one costs a round of tries and not one for each event.
 */
export const tellWebhook = coalesce(async () => {
  if (!settings().webhook || clock().getTime() < restsUntil) return;
  try {
    for (;;) {
      const round = await sendDueEvents({ db: store(), now: clock(), settings: settings(), log: log() }, postWebhook);
      if (round.told > 0) continue;
      if (round.tried > 0) restsUntil = clock().getTime() + limits.webhookRestMs;
      return;
    }
  } catch (error) {
    log().error({ event: 'webhook-failed', reason: errorMessage(error) }, 'the events that are due could not be read');
  }
});

const postWebhook: PostWebhook = (url, posted) =>
  postOutside(url, posted, { withinMs: limits.webhookTimeoutMs, maxBytes: limits.webhookMaxBytes });
