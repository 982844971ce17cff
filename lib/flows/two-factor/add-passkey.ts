import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { insertPasskey, listPasskeys } from '../../../db/queries/passkeys.ts';
import { spendCeremony } from '../../../db/queries/spent-ceremonies.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type CeremonyPurpose, generateChallenge, openChallenge } from '../../crypto/ceremony.ts';
import { generateId, hashToken } from '../../crypto/token.ts';
import { parseRegistration, registrationOptions, verifyRegistration } from '../../crypto/webauthn.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { managerName } from '../../rules/two-factor/passkey-name.ts';
import { storageOf } from '../../rules/two-factor/passkey-storage.ts';
import { relyingParty, usableHere } from '../../rules/two-factor/relying-party.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import type { SessionRef } from '../session-ref.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { rotateSessionId } from '../sign-in/steps/rotate-session-id.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { ensureHandle } from './steps/ensure-handle.ts';
import { findTwoFactorSince, selectTwoFactorSince } from './steps/two-factor-since.ts';

type Kind = 'passkey' | 'security-key';
/** A challenge says what it is for: the answer to one makes nothing of the other kind. */
const purposeOf = { passkey: 'add', 'security-key': 'add-key' } as const satisfies Record<Kind, CeremonyPurpose>;
/** What each makes. */
const kindOf = { add: 'passkey', 'add-key': 'security-key', upgrade: 'passkey' } as const satisfies Partial<
  Record<CeremonyPurpose, Kind>
>;
const purposes = ['add', 'add-key', 'upgrade'] as const;

/** What the browser makes a passkey with, and the new id of the session that may add it. */
type Begun = { sessionId: string; options: PublicKeyCredentialCreationOptionsJSON };

/**
 * Begins to add a passkey or security key: re-authentication, and a code where two-factor is on, since a passkey signs in without
 * either (attack W-19). The challenge is bound to this session and made only here: whoever brings it back has passed
 * this check. A security key is for two-factor alone, and so only while that is on.
 */
export async function beginPasskey(
  context: Context,
  actor: CurrentSession,
  input: { password: string; submittedCode: SubmittedFactor | null; kind?: Kind },
): Promise<Result<Begun>> {
  const { db, now, settings } = context;
  const party = relyingParty(settings);
  const { kind = 'passkey' } = input;
  if (!party) return refuse('passkeys-off');
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  const existing = await listPasskeys(db, user.id);
  if (existing.length >= limits.passkeysPerAccount) return refuse('passkeys-full');
  const begin = function* (tx: Db) {
    const handle = yield* ensureHandle(tx, user.id);
    return succeed({ handle, sessionId: yield* rotateSessionId(tx, actor.sessionIdHash) });
  };
  const isOn = (await findTwoFactorSince(db, user.id)) !== null;
  if (kind === 'security-key' && !isOn) return refuse('two-factor-off');
  const begun = isOn
    ? input.submittedCode
      ? await spendSecondFactor(context, user, input.submittedCode, begin)
      : refuse('code-empty')
    : await transactionOrRollback(db, begin);
  if (!begun.ok) return begun;
  const { sessionId, handle } = begun.value;
  const challenge = generateChallenge(
    { purpose: purposeOf[kind], binding: hashToken(sessionId) },
    addMs(now, limits.passkeyAddLifeMs),
    settings.authSecrets,
  );
  const options = await registrationOptions(party, {
    challenge,
    timeoutMs: limits.passkeyAddLifeMs,
    kind,
    handle,
    email: user.email,
    name: user.name,
    existing,
  });
  return succeed({ sessionId, options });
}

/** What was added, under which id, and the new id of the session. */
type Added = { sessionId: string; id: string; kind: Kind };

/**
 * Adds the passkey or security key that the browser made. Emails the owner a link that removes it again. One that was
 * to be a passkey and can't be found without the account's name becomes a security key, where two-factor is on.
 */
export async function completePasskey(context: Context, actor: SessionRef, credential: string): Promise<Result<Added>> {
  const { db, now, settings, client, log } = context;
  const party = relyingParty(settings);
  if (!party) return refuse('passkeys-off');
  const sent = parseRegistration(credential);
  if (!sent) return refuse('passkey-failed');
  const opened = purposes.flatMap((purpose) => {
    const challenge = openChallenge(
      { purpose, binding: actor.sessionIdHash },
      sent.challenge,
      now,
      settings.authSecrets,
    );
    return challenge ? [{ kind: kindOf[purpose], isSilent: purpose === 'upgrade', challenge }] : [];
  })[0];
  if (!opened) return refuse('passkey-expired');
  const verified = await verifyRegistration(party, sent, opened);
  if ('refused' in verified) {
    log.warn({ event: 'passkey-refused', user: actor.userId, reason: verified.reason }, 'a new passkey was refused');
    return refuse(verified.refused === 'unverified' ? 'passkey-unfit' : 'passkey-failed');
  }
  const { credentialId, publicKey, counter, transports, aaguid } = verified;
  return transactionOrRollback<Added>(db, function* (tx) {
    yield* query(lockUser(tx, actor.userId));
    const [spent] = yield* query(spendCeremony(tx, opened.challenge));
    if (!spent) return refuse('passkey-expired');
    const kind: Kind = verified.isPasskey ? 'passkey' : 'security-key';
    // Turned off meanwhile, or never on: a security key would be good for nothing.
    if (kind === 'security-key' && (opened.isSilent || !(yield* selectTwoFactorSince(tx, actor.userId))))
      return refuse(opened.kind === 'passkey' ? 'passkey-unfit' : 'two-factor-off');
    const held = yield* query(listPasskeys(tx, actor.userId));
    if (held.length >= limits.passkeysPerAccount) return refuse('passkeys-full');
    // Another tab was quicker. Who has one isn't given another unasked.
    if (opened.isSilent && usableHere(settings, held).some((other) => other.kind === 'passkey'))
      return refuse('passkey-expired');
    const passkey = {
      id: generateId(),
      userId: actor.userId,
      credentialId,
      rpId: party.id,
      publicKey,
      counter,
      kind,
      storage: storageOf(verified),
      transports,
      aaguid,
      name: managerName(aaguid) ?? client.browser.slice(0, limits.factorNameMaxLength),
      createdAt: now,
      lastUsedAt: null,
      browserKnownSince: yield* browserKnownSince(context, tx, actor.userId),
      browser: client.browser,
    };
    // Known already, here or in another account: its owner there must not lose it (attack W-15).
    const [added] = yield* query(insertPasskey(tx, passkey));
    if (!added) return refuse('passkey-taken');
    const { sessionId } = yield* endHeld(context, tx, 'passkey-added', actor);
    yield* recordEvent(context, tx, {
      userId: actor.userId,
      kind: kind === 'passkey' ? 'passkey-added' : 'security-key-added',
      details: { name: passkey.name },
      disowned: { passkeyId: passkey.id },
    });
    return succeed({ sessionId, id: passkey.id, kind });
  });
}
