import { labelResetsOf } from '../../../../db/queries/second-factor-resets.ts';
import { labelActsOf, labelEventsOf } from '../../../../db/queries/security-events.ts';
import type { User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { deletedActor } from '../../../rules/events/actor.ts';

/**
 * Writes the email of an account that is about to be deleted into its events, which outlive it, and into those of what
 * its owner did as an administrator. Requires a user locked by `lockForDeletion`: an event that another transaction is
 * writing would be left without a name.
 */
export function* labelEvents(tx: Db, { id, email }: User): Generator<PromiseLike<unknown>, void, unknown> {
  yield* query(labelEventsOf(tx, id, email));
  yield* query(labelActsOf(tx, id, deletedActor(email)));
  yield* query(labelResetsOf(tx, id, deletedActor(email)));
}
