import { findPasskey, type Passkey, recordPasskeyUse } from '../../../db/queries/passkeys.ts';
import { spendCeremony } from '../../../db/queries/spent-ceremonies.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type OpenChallenge, openChallenge } from '../../crypto/ceremony.ts';
import { hashToken } from '../../crypto/token.ts';
import { type Assertion, parseAssertion, type VerifiedUse, verifyAssertion } from '../../crypto/webauthn.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { storageOf } from '../../rules/two-factor/passkey-storage.ts';
import { relyingParty } from '../../rules/two-factor/relying-party.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { cancelResetByPasskey } from '../two-factor/steps/cancel-pending-reset.ts';
import { completeFirstFactor } from './complete-first-factor.ts';
import { consumeSharedAttempt } from './steps/consume-attempt.ts';
import { insertSessionOf, type SessionRequest } from './steps/create-session.ts';

/** Who signed in, and the session that was created with it. */
export type PasskeyPassed = SessionRequest & { sessionId: string };

/**
 * Signs in with a passkey, which is both factors at once. The user comes from the credential id, never from the form.
 * The challenge is spent, the counter moved and the session created in one transaction (attacks W-01, W-29). `secret`
 * is the cookie that the challenge was made for, `before` the id of this browser's previous session.
 */
export async function signInWithPasskey(
  context: Context,
  input: { assertion: string; secret: string | null; before: string | null },
): Promise<Result<PasskeyPassed>> {
  const { db, now, settings } = context;
  const sent = parseAssertion(input.assertion);
  const found = sent && (await findPasskey(db, sent.credentialId));
  // Nobody guesses a passkey, so none can be locked: only the address that sends broken ones (attack W-28).
  const attempt = await consumeSharedAttempt(context, 'passkey', found?.email ?? null);
  if (!attempt.ok) return attempt;
  if (!sent) return refused(context, 'passkey-failed', 'unreadable');
  const ceremony = { purpose: 'sign-in', binding: hashToken(input.secret ?? '') } as const;
  const challenge = input.secret ? openChallenge(ceremony, sent.challenge, now, settings.authSecrets) : null;
  if (!challenge) return refused(context, 'passkey-expired', 'challenge');
  if (!found) return refused(context, 'passkey-unknown', 'unknown-credential');
  const { passkey, handle } = found;
  const use = await verify(context, sent, { passkey, handle });
  if (!use.ok) return use;
  const { userId } = passkey;
  const first = { userId, firstFactor: 'passkey', passwordFingerprint: null, returnTo: '/' } as const;
  const gate = await completeFirstFactor(context, first);
  if (gate.next === 'disabled') return refuse('account-disabled');
  if (gate.next === 'locked-down') return refuse('account-locked-down');
  const passed = await settle(context, { passkey, use: use.value, challenge, before: input.before });
  if (passed.ok) await attempt.value.refund();
  return passed;
}

async function verify(
  context: Context,
  sent: Assertion,
  { passkey, handle }: { passkey: Passkey; handle: string | null },
): Promise<Result<VerifiedUse, 'passkey-failed' | 'passkey-unverified'>> {
  const party = relyingParty(context.settings);
  if (!party) return refused(context, 'passkey-failed', 'no-relying-party');
  const isBackupEligible = passkey.storage !== 'device';
  const verified = await verifyAssertion(party, sent, { ...passkey, handle, isBackupEligible });
  if (!('refused' in verified)) return succeed(verified);
  const code = verified.refused === 'unverified' ? 'passkey-unverified' : 'passkey-failed';
  return refused(context, code, verified.reason, passkey.userId);
}

async function settle(
  context: Context,
  {
    passkey,
    use,
    challenge,
    before,
  }: { passkey: Passkey; use: VerifiedUse; challenge: OpenChallenge; before: string | null },
): Promise<Result<PasskeyPassed>> {
  const { db, now } = context;
  const { id, userId } = passkey;
  let isCopied = false;
  const passed = await transactionOrRollback<PasskeyPassed>(db, function* (tx) {
    const [user] = yield* query(lockUser(tx, userId));
    const [spent] = yield* query(spendCeremony(tx, challenge));
    if (!spent) return refuse('passkey-expired');
    const [used] = yield* query(recordPasskeyUse(tx, id, { counter: use.counter, storage: storageOf(use), now }));
    isCopied = !used;
    if (!used) return refuse('passkey-failed');
    yield* cancelResetByPasskey(context, tx, userId, passkey.createdAt);
    const request: SessionRequest = {
      userId,
      methods: ['passkey'],
      passwordFingerprint: null,
      passkeyId: id,
      before,
    };
    const sessionId = yield* insertSessionOf(context, tx, user, request);
    return sessionId ? succeed({ ...request, sessionId }) : refuse('passkey-failed');
  });
  // One that was removed a moment ago has no counter to go back.
  if (isCopied && (await findPasskey(db, passkey.credentialId)))
    await db.transaction((tx) =>
      recordEvent(context, tx, { userId, kind: 'passkey-copy-suspected', details: { name: passkey.name } }),
    );
  return passed;
}

/** Says little to whoever sent it, and the log why. */
function refused<C extends 'passkey-failed' | 'passkey-expired' | 'passkey-unknown' | 'passkey-unverified'>(
  { log, client }: Context,
  code: C,
  reason: string,
  user: string | null = null,
) {
  log.warn({ event: 'passkey-refused', user, address: client.ipAddress, reason }, 'a passkey was refused');
  return refuse(code);
}
