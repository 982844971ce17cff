import { randomBytes } from 'node:crypto';
import { deleteAttempts } from '../../../db/queries/attempts.ts';
import { findRecoverySet, putBypassCode } from '../../../db/queries/recovery-codes.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { hashRecoveryCode } from '../../crypto/recovery-hash.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { bypassKey } from '../../rules/sign-in/rate-limit.ts';
import { canonicalRecoveryCode, generateRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { type AdminAction, resolveTarget } from './admin-flow.ts';

/**
 * Generates a code for one sign-in, to be read out to a user whose identity was checked. It is typed in place of a
 * one-time password, after the right first factor, works once within `limits.bypassCodeLifeMs`, and replaces the one
 * before. It is shown only in the result.
 */
export async function generateBypassCode(context: Context, action: AdminAction): Promise<Result<string>> {
  const target = await resolveTarget(context, action);
  if (!target.ok) return target;
  const set = await findRecoverySet(context.db, action.userId);
  const [code = ''] = generateRecoveryCodes(randomBytes);
  if (!set) return refuse('no-second-factor');
  const hash = await hashRecoveryCode(canonicalRecoveryCode(code) ?? code, set.salt);
  return transactionOrRollback(context.db, function* (tx) {
    const expiresAt = addMs(context.now, limits.bypassCodeLifeMs);
    yield* query(putBypassCode(tx, { userId: action.userId, hash, usedAt: null, expiresAt }));
    // Wrong codes before say nothing about this one.
    yield* query(deleteAttempts(tx, [bypassKey(action.userId)]));
    yield* recordEvent(context, tx, {
      userId: action.userId,
      kind: 'bypass-code-made',
      details: { reason: action.reason },
      actor: action.by,
    });
    return succeed(code);
  });
}
