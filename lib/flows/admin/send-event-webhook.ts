import { claimEvent, type DueEvent, failEvent, listDueEvents, setEventDue } from '../../../db/queries/event-webhook.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { signWebhook } from '../../crypto/webhook-signature.ts';
import { errorMessage } from '../../error-message.ts';
import { metrics } from '../../observability/metrics.ts';
import { wordsOf } from '../../words/catalogue.ts';
import { DEFAULT_LANGUAGE } from '../../words/language.ts';
import type { Words } from '../../words/shape.ts';
import type { Context } from '../context.ts';
import { tryOnce } from '../try-once.ts';
import { type AdminEventRow, readableEvents, sayAbout } from './describe-events.ts';

type Delivery = Pick<Context, 'db' | 'now' | 'settings' | 'log'>;
type Webhook = NonNullable<Context['settings']['webhook']>;

/** Posts, follows no redirect, and returns the status; throws where nothing whole came back in time. */
export type PostWebhook = (url: string, posted: { body: string; headers: Record<string, string> }) => Promise<number>;

/** `tried`: how many this process took. With none of them `told` the receiver is down. */
export type Round = { tried: number; told: number };

/**
 * Sends the events that are due to the webhook, a few side by side. That an event has to be told stands in its own row
 * and is written with it, so that none is lost and none is told that was rolled back. Each is claimed by one statement,
 * as mails are; a process that dies in between leaves it to a later try, with the same id, by which the receiver knows
 * it again. Without a webhook nothing is asked of the database.
 */
export async function sendDueEvents(delivery: Delivery, post: PostWebhook): Promise<Round> {
  const { db, now, settings } = delivery;
  const { webhook } = settings;
  if (!webhook) return { tried: 0, told: 0 };
  const due = await listDueEvents(db, now, limits.webhooksAtOnce);
  const outcomes = await Promise.all(due.map((event) => tell(delivery, webhook, post, event)));
  return {
    tried: outcomes.filter((outcome) => outcome !== 'taken').length,
    told: outcomes.filter((outcome) => outcome === 'sent').length,
  };
}

async function tell(delivery: Delivery, webhook: Webhook, post: PostWebhook, event: DueEvent) {
  const { db, now, log } = delivery;
  const { id, tries } = event;
  const [own] = await claimEvent(db, event, addMs(now, limits.webhookClaimMs));
  if (!own) return 'taken';
  return tryOnce({
    now,
    tries,
    retriesMs: limits.webhookRetriesMs,
    send: async () => {
      const words = wordsOf(DEFAULT_LANGUAGE);
      const [row] = await readableEvents(delivery, words, [event]);
      if (row) await postSigned(webhook, post, { id, now, body: JSON.stringify(messageOf(words, row)) });
    },
    markSent: () => setEventDue(db, id, null),
    postpone: (until) => setEventDue(db, id, until),
    giveUp: () => failEvent(db, id, now),
    note: (outcome, error) => {
      metrics().webhook(outcome);
      if (outcome === 'sent') return;
      // No address: it may hold a token of the receiver's.
      const facts = { event: `webhook-${outcome}`, id, tries: tries + 1, reason: reasonOf(error) };
      log.warn(facts, 'the webhook was not told of an event');
    },
  });
}

/** Posts a message with its signature. Throws unless the receiver answers 2xx. */
export async function postSigned(
  { url, keys }: Webhook,
  post: PostWebhook,
  message: { id: string; now: Date; body: string },
): Promise<void> {
  const headers = { 'content-type': 'application/json', 'user-agent': 'accounts', ...signWebhook(keys, message) };
  const status = await post(url, { body: message.body, headers });
  if (status < 200 || status > 299) throw new Error(`the receiver answered ${status}`);
}

/** Returns what went wrong, with what `fetch` keeps under it; nothing of either holds the address. */
export function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause === undefined ? errorMessage(error) : `${errorMessage(error)}: ${errorMessage(cause)}`;
}

/**
 * Returns the message about an event (Standard Webhooks, "Payload structure"): `data` is what the downloads hold.
 * `text` is for chats, which show it as it is: it holds nothing that a user has written, except their email address.
 */
function messageOf(words: Words, row: AdminEventRow) {
  return {
    type: row.kind,
    timestamp: row.at.toISOString(),
    text: `${words.events.kinds[row.kind] ?? row.kind}: ${sayAbout(words, row)}`,
    data: row,
  };
}
