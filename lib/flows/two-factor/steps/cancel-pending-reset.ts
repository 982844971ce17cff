import { deleteReset, selectReset } from '../../../../db/queries/second-factor-resets.ts';
import { deleteTokensOf } from '../../../../db/queries/tokens.ts';
import { type Db, query } from '../../../../db/store.ts';
import { type UsedFactor, usedSince } from '../../../rules/account/factor-ages.ts';
import { cancelsReset } from '../../../rules/account/reset.ts';
import { factorAges } from '../../account/steps/gather-proofs.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';

/**
 * Cancels a scheduled reset because the second factor was used, where the one used is old enough to count. A bypass code
 * says nothing about the phone. Called in the transaction that spends the code.
 */
export function* cancelResetByUse(context: Context, db: Db, userId: string, spent: UsedFactor) {
  const [reset] = yield* query(selectReset(db, userId));
  if (!reset) return;
  const since = usedSince(spent, yield* factorAges(db, userId));
  if (since && cancelsReset(since, reset)) yield* cancelPendingReset(context, db, { userId });
}

/** Cancels a reset, with the link that would execute it. `actor` is set when an administrator does. */
export function* cancelPendingReset(context: Context, db: Db, { userId, actor }: { userId: string; actor?: string }) {
  const [stopped] = yield* query(deleteReset(db, userId));
  yield* query(deleteTokensOf(db, userId, 'reset-due'));
  if (!stopped) return false;
  yield* recordEvent(context, db, { userId, kind: 'second-factor-reset-stopped', ...(actor ? { actor } : {}) });
  return true;
}
