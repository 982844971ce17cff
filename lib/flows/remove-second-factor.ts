import { deleteConfirmedAuthenticator, deletePendingAuthenticator } from '../../db/authenticators.ts';
import { deleteChallengesOf } from '../../db/challenges.ts';
import { deleteRecoveryCodes, deleteRecoverySet } from '../../db/recovery-codes.ts';
import { type Db, run } from '../../db/store.ts';

/** Everything that two-factor is made of goes, in the transaction of whoever turns it off; sign-ins under way end. */
export function* removeSecondFactor(db: Db, userId: string) {
  yield* run(deleteConfirmedAuthenticator(db, userId));
  yield* run(deletePendingAuthenticator(db, userId));
  yield* run(deleteRecoveryCodes(db, userId));
  yield* run(deleteRecoverySet(db, userId));
  yield* run(deleteChallengesOf(db, userId));
}
