import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Flags of authenticator data (WebAuthn Level 3 §6.1). */
export const flags = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40 } as const;
const USUAL = flags.UP | flags.UV;

/** What an attacker may change about an honest response. */
export type Forgery = {
  origin?: string;
  rpId?: string;
  type?: string;
  challenge?: string;
  crossOrigin?: boolean;
  topOrigin?: string;
  flags?: number;
  counter?: number;
  userHandle?: string | null;
  id?: string;
  /** Another key signs. */
  key?: KeyObject;
  transports?: unknown;
  /** The COSE key, byte for byte. */
  publicKey?: Buffer;
  /** What the browser says about discoverability. */
  rk?: boolean;
};

type Options = { origin?: string; rpId?: string; flags?: number; counter?: number; idBytes?: number; aaguid?: string };

/**
 * An authenticator in software (ES256): signs whatever a test tells it to, so that every forged response can be made.
 * Its counter rises with each use unless it began with null, as with synced passkeys.
 */
export function makeAuthenticator({
  origin = 'http://localhost:3000',
  rpId = 'localhost',
  flags: ownFlags = USUAL,
  counter: firstCounter = 1,
  idBytes = 32,
  aaguid = '00000000-0000-0000-0000-000000000000',
}: Options = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(idBytes);
  let counter = firstCounter;
  let handle: string | null = null;

  const clientData = (type: string, challenge: string, forged: Forgery) =>
    Buffer.from(
      JSON.stringify({
        type: forged.type ?? type,
        challenge: forged.challenge ?? challenge,
        origin: forged.origin ?? origin,
        crossOrigin: forged.crossOrigin ?? false,
        ...(forged.topOrigin && { topOrigin: forged.topOrigin }),
      }),
    );
  const head = (forged: Forgery, more: number) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(forged.counter ?? counter);
    const rpIdHash = createHash('sha256')
      .update(forged.rpId ?? rpId)
      .digest();
    return Buffer.concat([rpIdHash, Buffer.from([(forged.flags ?? ownFlags) | more]), count]);
  };

  return {
    credentialId: credentialId.toString('base64url'),
    /** COSE, as the database keeps it. */
    publicKey: coseKey(publicKey).toString('base64url'),
    privateKey,

    /** Answers `create()`: the credential as the browser's package sends it. */
    register(options: { challenge: string; user: { id: string } }, forged: Forgery = {}): string {
      handle = options.user.id;
      const client = clientData('webauthn.create', options.challenge, forged);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const key = forged.publicKey ?? coseKey(publicKey);
      const model = Buffer.from(aaguid.replaceAll('-', ''), 'hex');
      const data = Buffer.concat([head(forged, flags.AT), model, length, credentialId, key]);
      const id = forged.id ?? credentialId.toString('base64url');
      return JSON.stringify({
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: { credProps: { rk: forged.rk ?? true } },
        response: {
          clientDataJSON: client.toString('base64url'),
          attestationObject: attestation(data).toString('base64url'),
          transports: forged.transports ?? ['internal'],
        },
      });
    },

    /** Answers `get()`. */
    assert(options: { challenge: string }, forged: Forgery = {}): string {
      if (firstCounter > 0) counter += 1;
      const client = clientData('webauthn.get', options.challenge, forged);
      const data = head(forged, 0);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      const id = forged.id ?? credentialId.toString('base64url');
      const userHandle = forged.userHandle === undefined ? handle : forged.userHandle;
      return JSON.stringify({
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, forged.key ?? privateKey).toString('base64url'),
          ...(userHandle !== null && { userHandle }),
        },
      });
    },
  };
}

/** An ES256 key as COSE (RFC 9053 §7.1.1), in the one form that CTAP allows. */
export function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const part = (text: string) => Buffer.from(text, 'base64url');
  return Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), part(x), Buffer.from('225820', 'hex'), part(y)]);
}

/** `{fmt: "none", attStmt: {}, authData}` in CBOR. */
function attestation(data: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  return Buffer.concat([
    Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
    length,
    data,
  ]);
}
