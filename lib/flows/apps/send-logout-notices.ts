import {
  type AppSession,
  claimNotice,
  deleteAppSessions,
  failNotice,
  listDueNotices,
  postponeNotice,
} from '../../../db/queries/app-sessions.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { logoutToken } from '../../crypto/logout-token.ts';
import type { PrivateSigningKey } from '../../crypto/signing-key.ts';
import { errorMessage } from '../../error-message.ts';
import { metrics } from '../../observability/metrics.ts';
import type { Context } from '../context.ts';
import { tryOnce } from '../try-once.ts';
import { loadSigningKeys } from './signing-keys.ts';

type Delivery = Pick<Context, 'db' | 'now' | 'settings' | 'log'>;
/** Posts a form, follows no redirect, and returns the status; throws where nothing whole came back in time. */
export type PostNotice = (uri: string, form: URLSearchParams) => Promise<number>;

/**
 * Tells apps of the sessions that have ended, as far as they want to know (OpenID Connect Back-Channel Logout). What has
 * to be told is what is left of a session: its row in `app_sessions` loses its session by the foreign key, however that
 * ended, so no way of ending one can forget it. Each is claimed by one statement, as mails are: of several processes one
 * tells it, and one that dies leaves it to a later try. Returns how many apps were told.
 */
export async function sendLogoutNotices(delivery: Delivery, post: PostNotice): Promise<number> {
  const { db, now } = delivery;
  let told = 0;
  for (;;) {
    const due = await listDueNotices(db, now, limits.logoutNoticesAtOnce);
    if (due.length === 0) return told;
    const untold = due.filter(({ uri }) => uri === null).map(({ notice }) => notice.id);
    if (untold.length > 0) await deleteAppSessions(db, untold);
    const wanted = due.flatMap(({ notice, uri }) => (uri === null ? [] : [{ notice, uri }]));
    const [key] = wanted.length > 0 ? await loadSigningKeys(delivery) : [];
    const outcomes = await Promise.all(wanted.map((one) => key && tell(delivery, post, one, key)));
    told += outcomes.filter((outcome) => outcome === 'told').length;
  }
}

type Wanted = { notice: AppSession; uri: string };

async function tell(
  { db, now, settings, log }: Delivery,
  post: PostNotice,
  { notice, uri }: Wanted,
  key: PrivateSigningKey,
): Promise<'told' | 'failed' | 'taken'> {
  const { id, appId, userId, sid, tries } = notice;
  const [own] = await claimNotice(db, notice, addMs(now, limits.logoutNoticeClaimMs));
  if (!own) return 'taken';
  const token = logoutToken(key, { issuer: settings.origin, appId, userId, sid, now });
  const outcome = await tryOnce({
    now,
    tries,
    retriesMs: limits.logoutNoticeRetriesMs,
    send: async () => {
      const status = await post(uri, new URLSearchParams({ logout_token: token }));
      if (status !== 200 && status !== 204) throw new Error(String(status));
    },
    markSent: () => deleteAppSessions(db, [id]),
    postpone: (until) => postponeNotice(db, id, until),
    giveUp: () => failNotice(db, id, now),
    note: (result, error) => {
      metrics().logoutNotice(result === 'sent' ? 'told' : result);
      if (result === 'sent') return;
      const facts = { event: `logout-notice-${result}`, app: appId, tries: tries + 1, reason: errorMessage(error) };
      log.warn(facts, 'an app was not told');
    },
  });
  return outcome === 'sent' ? 'told' : 'failed';
}
