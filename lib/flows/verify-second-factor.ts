import { claimChallengeAttempt, consumeChallenge, findChallenge } from '../../db/challenges.ts';
import { run } from '../../db/store.ts';
import { hashToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import { type Result, refuse, succeed } from '../result.ts';
import type { FirstFactor, SecondFactor } from '../rules/methods.ts';
import type { Guess } from '../rules/typed-code.ts';
import type { Context } from './context.ts';
import { noteEvent } from './note-event.ts';
import { type Spent, spendSecondFactor } from './spend-second-factor.ts';

/** Both factors passed: what the session may be opened with. */
export type BothFactors = {
  userId: string;
  methods: [FirstFactor, SecondFactor];
  passwordStamp: string | null;
  returnTo: string;
};

/**
 * The second step of a sign-in. The person comes from the challenge that the cookie names, never from the
 * form. A right guess is spent and the challenge consumed in one transaction.
 */
export async function verifySecondFactor(
  context: Context,
  challengeSecret: string,
  guess: Guess,
): Promise<Result<BothFactors>> {
  const { db, now } = context;
  const secretHash = hashToken(challengeSecret);
  const found = await findChallenge(db, secretHash, now);
  if (!found) return refuse('challenge-expired');
  const [claimed] = await claimChallengeAttempt(db, secretHash, limits.challengeAttempts, now);
  if (!claimed) return refuse('challenge-spent');
  const { challenge, email } = found;
  const person = { id: challenge.userId, email };
  const outcome = await spendSecondFactor(context, person, guess, function* (tx, spent: Spent) {
    const [consumed] = yield* run(consumeChallenge(tx, secretHash, now));
    if (!consumed) return refuse('challenge-expired');
    const methods: [FirstFactor, SecondFactor] = [consumed.firstFactor, spent.method];
    return succeed({
      userId: consumed.userId,
      methods,
      passwordStamp: challenge.passwordStamp,
      returnTo: consumed.returnTo,
    });
  });
  if (!outcome.ok) {
    await db.atomically((tx) =>
      noteEvent(context, tx, {
        userId: person.id,
        kind: 'code-refused',
        details: [guess.method, challenge.firstFactor, outcome.code],
      }),
    );
  }
  return outcome;
}
