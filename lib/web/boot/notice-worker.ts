import 'server-only';
import { clock } from '../../clock.ts';
import { coalesce } from '../../coalesce.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { errorMessage } from '../../error-message.ts';
import { type PostNotice, sendLogoutNotices } from '../../flows/apps/send-logout-notices.ts';
import { postOutside } from '../../http/post-outside.ts';
import { log } from '../../observability/log.ts';
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

/** Posts a notice to the address of an app. */
export const postNotice: PostNotice = (uri, form) =>
  postOutside(uri, { body: form }, { withinMs: limits.logoutNoticeTimeoutMs, maxBytes: limits.logoutNoticeMaxBytes });
