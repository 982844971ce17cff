import { findPasskey, type Passkey, recordPasskeyUse } from '../../../../db/queries/passkeys.ts';
import { spendCeremony } from '../../../../db/queries/spent-ceremonies.ts';
import { type Db, query } from '../../../../db/store.ts';
import type { OpenChallenge } from '../../../crypto/ceremony.ts';
import { type Assertion, type VerifiedUse, verifyAssertion } from '../../../crypto/webauthn.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import { storageOf } from '../../../rules/two-factor/passkey-storage.ts';
import { relyingParty } from '../../../rules/two-factor/relying-party.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';

/** A use of a passkey whose signature was verified, and the challenge that it answers: not spent yet. */
export type PasskeyUse = { passkey: Passkey; use: VerifiedUse; challenge: OpenChallenge };

/** Verifies what a browser sent with the row that its id led to. The caller has opened its challenge. */
export async function verifyUse(
  context: Context,
  sent: Assertion,
  { passkey, handle }: { passkey: Passkey; handle: string | null },
  asked: Parameters<typeof verifyAssertion>[3],
): Promise<Result<VerifiedUse, 'passkey-failed' | 'passkey-unverified'>> {
  const party = relyingParty(context.settings);
  if (!party) return refusePasskey(context, 'passkey-failed', 'no-relying-party');
  const isBackupEligible = passkey.storage === 'unknown' ? null : passkey.storage !== 'device';
  const verified = await verifyAssertion(party, sent, { ...passkey, handle, isBackupEligible }, asked);
  if (!('refused' in verified)) return succeed(verified);
  const code = verified.refused === 'unverified' ? 'passkey-unverified' : 'passkey-failed';
  return refusePasskey(context, code, verified.reason, passkey.userId);
}

/**
 * Spends the challenge and moves the counter, inside the transaction that makes the use's effect true and has locked its
 * owner. `copied`: the counter went back, so the authenticator exists twice.
 */
export function* spendUse(
  { now }: Context,
  tx: Db,
  { passkey, use, challenge }: PasskeyUse,
): Generator<PromiseLike<unknown>, 'spent' | 'used-before' | 'copied', unknown> {
  const [spent] = yield* query(spendCeremony(tx, challenge));
  if (!spent) return 'used-before';
  const [moved] = yield* query(
    recordPasskeyUse(tx, passkey.id, { counter: use.counter, storage: storageOf(use), now }),
  );
  return moved ? 'spent' : 'copied';
}

/** Tells the owner of a counter that went back. Not in the transaction that refused it, which leaves nothing. */
export async function reportCopy(context: Context, { credentialId, userId, name }: Passkey): Promise<void> {
  // One that was removed a moment ago has no counter to go back.
  if (!(await findPasskey(context.db, credentialId))) return;
  await context.db.transaction((tx) =>
    recordEvent(context, tx, { userId, kind: 'passkey-copy-suspected', details: { name } }),
  );
}

/** Tells the sender little, and the log why. */
export function refusePasskey<
  C extends 'passkey-failed' | 'passkey-expired' | 'passkey-unknown' | 'passkey-unverified' | 'passkey-second-only',
>({ log, client }: Context, code: C, reason: string, user: string | null = null) {
  log.warn({ event: 'passkey-refused', user, address: client.ipAddress, reason }, 'a passkey was refused');
  return refuse(code);
}
