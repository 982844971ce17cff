import 'server-only';
import { lookup } from 'node:dns/promises';
import { clock } from '../../clock.ts';
import { coalesce } from '../../coalesce.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { errorMessage } from '../../error-message.ts';
import { type PostNotice, sendLogoutNotices } from '../../flows/apps/send-logout-notices.ts';
import { log } from '../../observability/log.ts';
import { isLinkLocal } from '../../rules/apps/app-addresses.ts';
import { boundedFetch } from '../oauth/bounded-fetch.ts';
import { store } from '../store.ts';

/** Polls for apps that have to be told of an ended session. */
export function startNoticeWorker(): void {
  setInterval(sendDueNotices, limits.mailIntervalMs).unref();
}

/** Tells apps of the sessions that have ended. Called after the response: no one who signs out waits for an app. */
export const sendDueNotices = coalesce(async () => {
  try {
    await sendLogoutNotices({ db: store(), now: clock(), settings: settings(), log: log() }, postNotice);
  } catch (error) {
    log().error({ event: 'logout-notices-failed', reason: errorMessage(error) }, 'apps could not be told');
  }
});

/**
 * Posts a notice. Private addresses are allowed, as an administrator has named this one; link-local ones never, also
 * behind a name (attack G-31). Follows no redirect.
 */
export const postNotice: PostNotice = async (uri, form) => {
  const host = new URL(uri).hostname.replace(/^\[|\]$/g, '');
  const addresses = await lookup(host, { all: true });
  if (addresses.some(({ address }) => isLinkLocal(address))) throw new Error('its address is link-local');
  const bounded = boundedFetch({ withinMs: limits.logoutNoticeTimeoutMs, maxBytes: limits.logoutNoticeMaxBytes });
  const { status } = await bounded(uri, { method: 'POST', body: form });
  return status;
};
