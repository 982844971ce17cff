import { randomBytes } from 'node:crypto';
import { deleteAttempts } from '../../../db/queries/attempts.ts';
import { findRecoverySet, putBypassCode } from '../../../db/queries/recovery-codes.ts';
import { run } from '../../../db/store.ts';
import { later } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { hashRecoveryCode } from '../../crypto/recovery-hash.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { bypassKey } from '../../rules/sign-in/rate-limit.ts';
import { canonicalRecoveryCode, makeRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import type { Context } from '../context.ts';
import { noteEvent } from '../record-event.ts';
import { transact } from '../transaction-or-rollback.ts';
import { type AdminAct, targetOf } from './target.ts';

/**
 * A code for one sign-in, to be read out to somebody whose identity was checked. It is typed where a one-time password
 * is, behind the right first factor, works for `limits.bypassCodeLifeMs` and once, and replaces the one before. The
 * only time it is seen is in the answer.
 */
export async function makeBypassCode(context: Context, act: AdminAct): Promise<Result<string>> {
  const target = await targetOf(context, act);
  if (!target.ok) return target;
  const set = await findRecoverySet(context.db, act.userId);
  const [code = ''] = makeRecoveryCodes(randomBytes);
  if (!set) return refuse('no-second-factor');
  const hash = await hashRecoveryCode(canonicalRecoveryCode(code) ?? code, set.salt);
  return transact(context.db, function* (tx) {
    const expiresAt = later(context.now, limits.bypassCodeLifeMs);
    yield* run(putBypassCode(tx, { userId: act.userId, hash, usedAt: null, expiresAt }));
    // Guesses at the one before say nothing about this one.
    yield* run(deleteAttempts(tx, [bypassKey(act.userId)]));
    yield* noteEvent(context, tx, {
      userId: act.userId,
      kind: 'bypass-code-made',
      details: [act.reason],
      actor: act.by,
    });
    return succeed(code);
  });
}
