import { selectReset } from '../../../db/queries/second-factor-resets.ts';
import { findUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';

/**
 * "Keep it on": cancels a reset by a use of the factor that it is about. The open session is not enough: it may be a
 * thief's, as may a factor younger than seven days, which stays unspent.
 */
export async function objectToReset(
  context: Context,
  userId: string,
  submittedCode: SubmittedFactor,
): Promise<Result<null>> {
  const user = await findUser(context.db, userId);
  if (!user) return refuse('session-ended');
  return spendSecondFactor(context, user, submittedCode, function* (tx) {
    const [left] = yield* query(selectReset(tx, userId));
    return left ? refuse('reset-stays') : succeed(null);
  });
}
