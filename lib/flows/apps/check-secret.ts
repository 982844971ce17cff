import { timingSafeEqual } from 'node:crypto';
import { findAttemptWait, tryConsume } from '../../../db/queries/attempts.ts';
import { hashToken } from '../../crypto/token.ts';
import { limitOf, metrics } from '../../observability/metrics.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { appSecretCounters, minutesUntil } from '../../rules/sign-in/rate-limit.ts';
import type { Context } from '../context.ts';

/**
 * Returns whether an app sent its secret, whose hash is one of `hashes`. Failures are counted by app and IP address, and
 * after `limits.appSecretFailuresPerHour` none is looked at. Counted afterwards, unlike codes and passwords (decision
 * 005): a secret of 256 bits isn't guessed by asking many at once, and an app that renews for a hundred people at once
 * brings a hundred right ones.
 */
export async function checkAppSecret(
  { db, now, client, log }: Context,
  app: { id: string; hashes: readonly (string | undefined)[] },
  sent: string,
): Promise<Result<boolean, 'too-many-attempts'>> {
  const counters = appSecretCounters(app.id, client.ipAddress);
  for (const counter of counters) {
    const until = await findAttemptWait(db, counter, now);
    if (!until) continue;
    const kind = limitOf(counter.key);
    log.warn(
      { event: 'limit-hit', counter: kind, app: app.id, address: client.ipAddress },
      'a secret was not compared',
    );
    metrics().limitHit(counter.key);
    return refuse('too-many-attempts', { minutes: minutesUntil(until, now) });
  }
  const isRight = matches(app.hashes, hashToken(sent));
  if (!isRight) for (const counter of counters) await tryConsume(db, counter, now);
  return succeed(isRight);
}

function matches(hashes: readonly (string | undefined)[], sentHash: string): boolean {
  const sent = Buffer.from(sentHash);
  return hashes.some((hash) => {
    const stored = Buffer.from(hash ?? '');
    return stored.length === sent.length && timingSafeEqual(stored, sent);
  });
}
