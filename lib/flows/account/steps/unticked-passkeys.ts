import { listPasskeys } from '../../../../db/queries/passkeys.ts';
import { type Db, query } from '../../../../db/store.ts';
import { passkeySince } from '../../../rules/account/factor-ages.ts';
import { isYoung, mayDisown } from '../../../rules/account/proof-age.ts';
import type { Provider } from '../../../rules/sign-in/authentication-methods.ts';
import { usableHere } from '../../../rules/two-factor/relying-party.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { selectTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';
import type { Ended } from './end-held.ts';
import { browserProof } from './gather-proofs.ts';

type Step<T> = Generator<PromiseLike<unknown>, T, unknown>;

/**
 * Returns the ids of the passkeys and security keys that may not be deleted here, because they guard an account with
 * two-factor on and are older than seven days, or than what this browser and `provider` prove: a mailbox alone never
 * takes a second factor away. Left unticked, such a passkey stays as a security key and never signs in by itself again.
 */
export function* passkeysThatStay(context: Context, tx: Db, userId: string, provider: Provider | null): Step<string[]> {
  const switchedOnAt = yield* selectTwoFactorSince(tx, userId);
  if (!switchedOnAt) return [];
  const proof = yield* browserProof(context, tx, userId, provider);
  return usableHere(context.settings, yield* query(listPasskeys(tx, userId)))
    .filter(({ createdAt, browserKnownSince }) => {
      const boundAt = passkeySince(createdAt, switchedOnAt);
      return !(isYoung(boundAt, context.now) && mayDisown(proof, { boundAt, browserKnownSince }));
    })
    .map(({ id }) => id);
}

/** As `passkeysThatStay`, for a page. */
export function describePasskeysThatStay(
  context: Context,
  userId: string,
  provider: Provider | null,
): Promise<string[]> {
  return context.db.transaction((tx) => passkeysThatStay(context, tx, userId, provider));
}

/** Writes what became of passkeys and security keys that were not kept. */
export function* recordPasskeysGone(
  context: Context,
  tx: Db,
  userId: string,
  { passkeys, demoted }: Pick<Ended, 'passkeys' | 'demoted'>,
): Step<void> {
  for (const { name, kind } of passkeys)
    yield* recordEvent(context, tx, {
      userId,
      kind: kind === 'passkey' ? 'passkey-removed' : 'security-key-removed',
      details: { name },
    });
  for (const name of demoted) yield* recordEvent(context, tx, { userId, kind: 'passkey-demoted', details: { name } });
}
