import { z } from 'zod';
import { limits } from '../../../config/limits.ts';
import { parseFactorName } from '../../two-factor/factor-name.ts';
import type { Fields } from './file-row.ts';

/** WebAuthn Level 3 §4: credential ids have at most 1023 bytes, user handles at most 64. */
const ID_MOST_BYTES = 1023;
const HANDLE_MOST_BYTES = 64;
/** A COSE key of RSA with 4096 bits has some 530. */
const KEY_MOST_BYTES = 1024;
const MOST_UINT32 = 2 ** 32 - 1;
const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable'] as const;
const NO_MODEL = '00000000-0000-0000-0000-000000000000';

const bytesUpTo = (most: number) =>
  z.string().refine((text) => {
    const bytes = Buffer.from(text, 'base64url');
    return bytes.length > 0 && bytes.length <= most && bytes.toString('base64url') === text;
  });
const handleShape = bytesUpTo(HANDLE_MOST_BYTES);
const passkeyShape = z
  .object({
    credential_id: bytesUpTo(ID_MOST_BYTES),
    /** Not every system says it. */
    rp_id: z
      .string()
      .regex(/^[a-z0-9.-]{1,253}$/)
      .nullish()
      .transform((host) => host ?? null),
    public_key: bytesUpTo(KEY_MOST_BYTES),
    counter: z.int().min(0).max(MOST_UINT32),
    kind: z.enum(['passkey', 'security-key']),
    storage: z.enum(['device', 'syncable', 'synced', 'unknown']),
    transports: z
      .array(z.string())
      .default([])
      .transform((named) => TRANSPORTS.filter((transport) => named.includes(transport))),
    aaguid: z.guid().default(NO_MODEL),
    name: z.string(),
  })
  .transform(({ credential_id: credentialId, rp_id: rpId, public_key: publicKey, ...rest }, context) => {
    const name = parseFactorName(rest.name);
    if (name.ok) return { ...rest, credentialId, rpId, publicKey, name: name.value };
    context.addIssue({ code: 'custom', path: ['name'] });
    return z.NEVER;
  });

/** A passkey or security key from another system. */
export type ImportedPasskey = z.infer<typeof passkeyShape>;

/** Whether signatures can be verified with a COSE key (lib/crypto/cose-key.ts). */
export type KeyCheck = (publicKey: Uint8Array<ArrayBuffer>) => boolean;

/**
 * Reads the passkeys of a row, and the handle that each of them carries: without it none would sign in. All or none: a
 * broken one refuses the row.
 */
export function readPasskeys(
  { passkeys = null, passkey_handle: handle = null }: Fields,
  isUsableKey: KeyCheck,
): { handle: string | null; passkeys: ImportedPasskey[] } | { fault: string } {
  if (passkeys === null) return { handle: null, passkeys: [] };
  if (!Array.isArray(passkeys)) return { fault: 'passkeys is not a list' };
  if (passkeys.length > limits.passkeysPerAccount)
    return { fault: `passkeys has more than ${limits.passkeysPerAccount}` };
  const read: ImportedPasskey[] = [];
  for (const [index, one] of passkeys.entries()) {
    const parsed = passkeyShape.safeParse(one);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') || 'it';
      return { fault: `passkey ${index + 1}: ${field} is missing or can’t be read` };
    }
    if (!isUsableKey(new Uint8Array(Buffer.from(parsed.data.publicKey, 'base64url'))))
      return { fault: `passkey ${index + 1}: public_key is no key that can be used here` };
    read.push(parsed.data);
  }
  if (read.length === 0) return { handle: null, passkeys: [] };
  const own = handleShape.safeParse(handle);
  return own.success ? { handle: own.data, passkeys: read } : { fault: 'passkeys need passkey_handle, in base64url' };
}
