import { selectChanges, selectChangesOfAddress } from '../../../../db/queries/address-changes.ts';
import { selectTokensAbout } from '../../../../db/queries/tokens.ts';
import { type Db, query } from '../../../../db/store.ts';
import type { Context } from '../../context.ts';

/**
 * Returns whether an account may get this email back: an undo link to it lives, an undo to it waits, or an objection
 * would restore it. Until then no other account may take the email, or a sign-up there would make the owner's undo
 * impossible (attack A-22). `exceptUserId`: the account that asks for itself. Call it after the insert or update that
 * takes the email, and roll back: a change that freed it in parallel has committed by then.
 */
export function* isReservedAddress(
  { now }: Context,
  tx: Db,
  email: string,
  exceptUserId: string | null = null,
): Generator<PromiseLike<unknown>, boolean, unknown> {
  for (const change of yield* query(selectChangesOfAddress(tx, email))) {
    const { userId } = change;
    if (userId === exceptUserId) continue;
    if (change.fromEmail === email && !change.undoneAt) {
      if (change.undoDueAt) return true;
      if ((yield* query(selectTokensAbout(tx, userId, 'undo-email', change.id, now))).length > 0) return true;
    }
    if (change.toEmail !== email || !change.undoneAt) continue;
    // An objection is about the oldest of the changes that one undo took back.
    const undoneAt = change.undoneAt.getTime();
    for (const { id, undoneAt: other } of yield* query(selectChanges(tx, userId))) {
      if (other?.getTime() !== undoneAt) continue;
      if ((yield* query(selectTokensAbout(tx, userId, 'objection', id, now))).length > 0) return true;
    }
  }
  return false;
}
