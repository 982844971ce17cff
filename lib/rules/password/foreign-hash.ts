/** A hash in the form that we store; or why it can't be checked here, in words for the administrator. */
export type ReadHash = { hash: string } | { fault: string };

/**
 * Reads a password hash as other systems write it in one text: argon2 and bcrypt as they are, PBKDF2 as a PHC string
 * with or without its length, and Django's encoding of all three (`pbkdf2_sha256$ITERATIONS$SALT$HASH`). What it returns
 * still has to be within bounds (`storedHashFault`).
 */
export function readHash(written: string): ReadHash {
  const [, sha, iterations = '', salt = '', hash = ''] =
    /^pbkdf2_sha(1|256|512)\$([1-9]\d*)\$([^$]+)\$([A-Za-z0-9+/]+=*)$/.exec(written) ?? [];
  // Django's salt is text, and hashed as such.
  if (sha) return { hash: pbkdf2({ sha, iterations, salt: Buffer.from(salt), hash: Buffer.from(hash, 'base64') }) };
  const [, phcSha, phcIterations = '', , phcSalt = '', phcHash = ''] =
    /^\$pbkdf2-sha(1|256|512)\$i=([1-9]\d*)(,l=\d+)?\$([A-Za-z0-9+/]+)=*\$([A-Za-z0-9+/]+)=*$/.exec(written) ?? [];
  if (phcSha) {
    const [saltBytes, hashBytes] = [phcSalt, phcHash].map((text) => Buffer.from(text, 'base64')) as [Buffer, Buffer];
    return { hash: pbkdf2({ sha: phcSha, iterations: phcIterations, salt: saltBytes, hash: hashBytes }) };
  }
  if (written.startsWith('bcrypt_sha256$')) return { fault: cannotCheck('bcrypt_sha256') };
  return { hash: written.replace(/^(?:argon2(?=\$argon2)|bcrypt\$(?=\$2))/, '') };
}

type KeycloakHash = {
  algorithm: string;
  iterations: number;
  /** Base64; the bcrypt provider has its whole text here. */
  value: string;
  salt: string;
  parameters: Readonly<Record<string, unknown>>;
};

/** Reads what Keycloak stores of a password: its own argon2 and PBKDF2, and bcrypt of the usual extension. */
export function readKeycloakHash({ algorithm, iterations, value, salt, parameters }: KeycloakHash): ReadHash {
  const [saltBytes, hashBytes] = [salt, value].map((text) => Buffer.from(text, 'base64')) as [Buffer, Buffer];
  const [, sha = '1'] = /^pbkdf2(?:-sha(256|512))?$/.exec(algorithm) ?? [];
  if (algorithm.startsWith('pbkdf2'))
    return { hash: pbkdf2({ sha, iterations: String(iterations), salt: saltBytes, hash: hashBytes }) };
  if (algorithm === 'bcrypt') return { hash: value };
  if (algorithm !== 'argon2') return { fault: cannotCheck(algorithm) };
  const parameter = (name: string) => String(([parameters[name]].flat() as unknown[])[0] ?? '');
  if (parameter('version') !== '1.3') return { fault: 'is not an argon2 hash of version 1.3' };
  const cost = `m=${parameter('memory')},t=${iterations},p=${parameter('parallelism')}`;
  return { hash: `$argon2${parameter('type')}$v=19$${cost}$${base64(saltBytes)}$${base64(hashBytes)}` };
}

type Auth0Hash = { algorithm: string; value: string; encoding: string; passwordEncoding: string; hasSalt: boolean };

/** Reads Auth0's `custom_password_hash`, of which argon2, bcrypt and PBKDF2 hold everything in one text. */
export function readAuth0Hash({ algorithm, value, encoding, passwordEncoding, hasSalt }: Auth0Hash): ReadHash {
  if (!['argon2', 'bcrypt', 'pbkdf2'].includes(algorithm)) return { fault: cannotCheck(algorithm) };
  if (encoding !== 'utf8' || hasSalt) return { fault: `is ${algorithm} in pieces, not in one text (utf8)` };
  if (!['utf8', 'ascii'].includes(passwordEncoding))
    return { fault: `is of a password in ${passwordEncoding.slice(0, 30)}, not in utf8` };
  return readHash(value);
}

function cannotCheck(algorithm: string): string {
  return `is ${algorithm.slice(0, 30) || 'of an unknown kind'}, which can’t be checked here`;
}

type Pbkdf2 = { sha: string; iterations: string; salt: Uint8Array; hash: Uint8Array };

/** The PHC string that we store: parameters in this order, base64 without padding. */
function pbkdf2({ sha, iterations, salt, hash }: Pbkdf2): string {
  return `$pbkdf2-sha${sha}$i=${iterations},l=${hash.length}$${base64(salt)}$${base64(hash)}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}
