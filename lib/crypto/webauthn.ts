import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { BackupFlags } from '../rules/two-factor/passkey-storage.ts';
import type { RelyingParty } from '../rules/two-factor/relying-party.ts';
import { isUsableKey } from './cose-key.ts';

/** Characters of what a browser sends of a passkey: ours have about 600, and an attestation some more. */
const MOST_CHARACTERS = 16 * 1024;
/** WebAuthn Level 3 §4: credential ids have at most 1023 bytes. */
const ID_MOST_BYTES = 1023;
/** EdDSA, ES256, RS256: what the browsers' own passkeys use. */
const ALGORITHMS = [-8, -7, -257];
const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable'] as const;
type Transport = (typeof TRANSPORTS)[number];

/** User present, user verified, backup eligible, backed up: bits of authenticator data (WebAuthn Level 3 §6.1). */
const UV = 0x04;
const FLAGS_AT = 32;

/** Bytes in the one spelling of base64url that browsers use. */
const bytes = z.string().refine((text) => Buffer.from(text, 'base64url').toString('base64url') === text);
const id = bytes.refine((text) => text !== '' && Buffer.from(text, 'base64url').length <= ID_MOST_BYTES);
const credential = { id, rawId: id, type: z.literal('public-key'), clientExtensionResults: z.looseObject({}) };
const assertionShape = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.nullish().transform((handle) => handle ?? undefined),
  }),
});
const registrationShape = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z.array(z.unknown()).optional(),
  }),
});
const clientDataShape = z.object({ challenge: z.string(), crossOrigin: z.boolean().optional() });

/** What a browser sent, read but not verified: `challenge` says which ceremony it claims to answer. */
export type Assertion = { credentialId: string; challenge: string; response: AuthenticationResponseJSON };
export type Registration = { challenge: string; response: RegistrationResponseJSON };

/** Returns the assertion in a form's field; null where it is none, or was made inside another site's frame. */
export function parseAssertion(text: string): Assertion | null {
  const response = parse(assertionShape, text);
  const challenge = response && challengeOf(response.response.clientDataJSON);
  return response && challenge
    ? { credentialId: response.id, challenge, response: response as AuthenticationResponseJSON }
    : null;
}

/** As `parseAssertion`, for a new passkey. Of its transports those stay that the standard knows. */
export function parseRegistration(text: string): Registration | null {
  const response = parse(registrationShape, text);
  const challenge = response && challengeOf(response.response.clientDataJSON);
  return response && challenge ? { challenge, response: response as RegistrationResponseJSON } : null;
}

function parse<T>(shape: z.ZodType<T>, text: string): T | null {
  if (text.length > MOST_CHARACTERS) return null;
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Returns the challenge that the browser signed. Refuses one from inside a frame of another site, which could hide what
 * is being confirmed: the package lets it pass where the browser doesn't name that site.
 */
function challengeOf(clientDataJSON: string): string | null {
  try {
    const data = clientDataShape.safeParse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')));
    return data.success && data.data.crossOrigin !== true ? data.data.challenge : null;
  } catch {
    return null;
  }
}

/** Loaded with the first passkey of a process: signing in by password doesn't wait for 25 MB of it. */
const load = () => import('@simplewebauthn/server');

/** Returns what the browser needs to sign in. Names no credential, so it says nothing about any account. */
export async function signInOptions(
  party: RelyingParty,
  challenge: string,
  timeoutMs: number,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await load();
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: timeoutMs,
    userVerification: 'required',
  });
}

/**
 * Returns what the browser needs to make a passkey or security key that isn't among `existing`. A key is asked for
 * nothing but a touch, since a password comes before it.
 */
export async function registrationOptions(
  party: RelyingParty,
  request: {
    challenge: string;
    timeoutMs: number;
    kind: 'passkey' | 'security-key';
    /** Made without asking anyone: then no one is verified either. */
    isSilent?: boolean;
    handle: string;
    email: string;
    name: string;
    existing: readonly { credentialId: string; transports: readonly string[] }[];
  },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await load();
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: new Uint8Array(Buffer.from(request.handle, 'base64url')),
    userName: request.email,
    userDisplayName: request.name,
    challenge: new Uint8Array(Buffer.from(request.challenge, 'base64url')),
    timeout: request.timeoutMs,
    // No attestation: it costs the user a question about privacy, and synced passkeys send none.
    attestationType: 'none',
    excludeCredentials: request.existing.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: transports as Transport[],
    })),
    ...(request.kind === 'passkey'
      ? {
          authenticatorSelection: {
            residentKey: 'required',
            userVerification: request.isSilent ? 'preferred' : 'required',
          },
        }
      : {
          authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
          preferredAuthenticatorType: 'securityKey' as const,
        }),
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/**
 * Returns what the browser needs to use one of `allowed`, the passkeys of a user who is known already. Where one of them
 * can verify its user it is asked to, and what it did stands in signed data: a key that was only touched is told apart.
 */
export async function ownPasskeyOptions(
  party: RelyingParty,
  request: {
    challenge: string;
    timeoutMs: number;
    allowed: readonly { credentialId: string; transports: readonly string[]; kind: 'passkey' | 'security-key' }[];
    userVerification: 'required' | 'preferred';
  },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await load();
  const areKeysOnly = request.allowed.every(({ kind }) => kind === 'security-key');
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(Buffer.from(request.challenge, 'base64url')),
    timeout: request.timeoutMs,
    allowCredentials: request.allowed.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: transports as Transport[],
    })),
    userVerification: areKeysOnly ? 'discouraged' : request.userVerification,
  });
  return areKeysOnly ? { ...options, hints: ['security-key'] } : options;
}

/** A verified new passkey. */
export type NewPasskey = BackupFlags & {
  credentialId: string;
  /** COSE key, base64url. */
  publicKey: string;
  counter: number;
  transports: string[];
  aaguid: string;
  /** It can be found without the account's name, and verified its user: then it can sign in by itself. */
  isPasskey: boolean;
};

/** Why a passkey was refused, for the log. `unverified`: it didn't check who uses it. */
export type Refused = { refused: 'unverified' | 'invalid'; reason: string };

/**
 * Verifies a new passkey or security key (WebAuthn Level 3 §7.1). The caller has opened its challenge. Refuses a key that
 * nothing could be verified with, or that is too weak, and a passkey that didn't verify its user. `isSilent`: the browser
 * made it without asking, so that no one was there; it has to verify its user at each use all the same.
 */
export async function verifyRegistration(
  party: RelyingParty,
  { challenge, response }: Registration,
  { kind, isSilent = false }: { kind: 'passkey' | 'security-key'; isSilent?: boolean },
): Promise<NewPasskey | Refused> {
  const { verifyRegistrationResponse } = await load();
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserPresence: !isSilent,
    requireUserVerification: kind === 'passkey' && !isSilent,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(reasonOf);
  if ('refused' in verified) return verified;
  const info = verified.registrationInfo;
  if (!info) return { refused: 'invalid', reason: 'not-verified' };
  const { credential, aaguid } = info;
  // The package compares the id that the browser says with none; later it is looked up by the one in the signed data.
  if (credential.id !== response.id) return { refused: 'invalid', reason: 'id-not-signed' };
  if (!(await isUsableKey(credential.publicKey))) return { refused: 'invalid', reason: 'key-unusable' };
  const sent: readonly unknown[] = response.response.transports ?? [];
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: TRANSPORTS.filter((transport) => sent.includes(transport)),
    aaguid,
    isBackupEligible: info.credentialDeviceType === 'multiDevice',
    isBackedUp: info.credentialBackedUp,
    isPasskey: kind === 'passkey' && response.clientExtensionResults.credProps?.rk !== false,
  };
}

/** What the database knows of the passkey that an assertion names. */
export type KnownPasskey = {
  credentialId: string;
  publicKey: string;
  /** Null before the first use of an imported one. */
  isBackupEligible: boolean | null;
  /** Its owner's user handle. */
  handle: string | null;
};

/** What the authenticator said, verified. */
export type VerifiedUse = BackupFlags & { counter: number; isUserVerified: boolean };

/**
 * Verifies a use of a passkey (WebAuthn Level 3 §7.2) with the row that its id led to; the caller has opened its
 * challenge. Checks besides what the package leaves to us: whose handle it brings, and that a passkey which couldn't
 * leave its device still can't. The counter is compared where it is stored, in one statement. `isUserKnown`: something
 * else says whose passkey it must be, so that it may bring no handle, as keys do that don't store any (§7.2 step 6).
 */
export async function verifyAssertion(
  party: RelyingParty,
  { challenge, response }: Assertion,
  known: KnownPasskey,
  { requireUserVerification, isUserKnown }: { requireUserVerification: boolean; isUserKnown: boolean },
): Promise<VerifiedUse | Refused> {
  if (response.id !== known.credentialId) return { refused: 'invalid', reason: 'another-credential' };
  const { userHandle } = response.response;
  const isHandleMissing = isUserKnown && !userHandle;
  if (!isHandleMissing && (!known.handle || userHandle !== known.handle))
    return { refused: 'invalid', reason: 'user-handle' };
  const { verifyAuthenticationResponse } = await load();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: false,
    credential: {
      id: known.credentialId,
      publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')),
      counter: 0,
    },
  }).catch(reasonOf);
  if ('refused' in verified) return verified;
  if (!verified.verified) return { refused: 'invalid', reason: 'signature' };
  const { newCounter, credentialDeviceType, credentialBackedUp } = verified.authenticationInfo;
  // Signed data: only now can its flags be believed, and said to the user.
  const isUserVerified = saysUserVerified(response);
  if (requireUserVerification && !isUserVerified) return { refused: 'unverified', reason: 'user-not-verified' };
  const isBackupEligible = credentialDeviceType === 'multiDevice';
  if (known.isBackupEligible !== null && isBackupEligible !== known.isBackupEligible)
    return { refused: 'invalid', reason: 'backup-flag-changed' };
  return { counter: newCounter, isBackupEligible, isBackedUp: credentialBackedUp, isUserVerified };
}

function saysUserVerified({ response }: AuthenticationResponseJSON): boolean {
  return ((Buffer.from(response.authenticatorData, 'base64url')[FLAGS_AT] ?? 0) & UV) !== 0;
}

/** The package throws English sentences about everything that an attacker can send: one refusal, and a log line. */
function reasonOf(error: unknown): Refused {
  const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
  return { refused: /user.*(not be )?verif/i.test(reason) ? 'unverified' : 'invalid', reason };
}
