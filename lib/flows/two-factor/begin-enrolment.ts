import {
  deletePendingAuthenticator,
  findPendingAuthenticator,
  insertPendingAuthenticator,
} from '../../../db/queries/authenticators.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import type { SessionRef } from '../session-ref.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { generatePendingAuthenticator, openSecret } from './steps/authenticator-secret.ts';
import { selectTwoFactorSince } from './steps/two-factor-since.ts';

/** The secret being set up, for the one page that shows it. */
export type Enrolment = { secret: Buffer; createdAt: Date; replacesId: string | null };

/** Returns the pending enrolment, if it hasn't expired (`limits.enrolmentLifeMs`) and its key is configured. */
export async function readEnrolment(context: Context, owner: SessionRef): Promise<Enrolment | null> {
  const pending = await findPendingAuthenticator(context.db, owner, addMs(context.now, -limits.enrolmentLifeMs));
  const secret = pending && openSecret(context, pending);
  return pending && secret ? { secret, createdAt: pending.createdAt, replacesId: pending.replacesId } : null;
}

/**
 * Starts to turn two-factor on. A pending enrolment is kept, so that closing and reopening the dialog shows the same QR
 * code; `startOver` generates a new secret, and so does another browser: the one before is dead then. Inert until
 * confirmed.
 */
export async function beginEnrolment(
  context: Context,
  owner: SessionRef,
  options: { startOver: boolean },
): Promise<Result<null>> {
  const isKept = !options.startOver && (await readEnrolment(context, owner)) !== null;
  return transactionOrRollback(context.db, function* (tx) {
    // Locked: a secret that nothing was proved for must not be pending once two-factor is on, where a move could end
    // with it.
    yield* query(lockUser(tx, owner.userId));
    if (yield* selectTwoFactorSince(tx, owner.userId)) return refuse('two-factor-already-on');
    if (isKept) return succeed(null);
    yield* query(deletePendingAuthenticator(tx, owner.userId));
    yield* query(insertPendingAuthenticator(tx, generatePendingAuthenticator(context, owner)));
    return succeed(null);
  });
}
