import type { Passkey } from '../db/queries/passkeys.ts';

/** A passkey as the database knows it. No key could have signed with it: enough where nobody signs in. */
export const samplePasskey: Omit<Passkey, 'id' | 'userId' | 'credentialId'> = {
  rpId: 'localhost',
  publicKey: 'AAAA',
  counter: 0,
  kind: 'passkey',
  storage: 'device',
  transports: ['internal'],
  aaguid: '00000000-0000-0000-0000-000000000000',
  name: 'Work laptop',
  createdAt: new Date('2026-11-24T12:00:00Z'),
  lastUsedAt: null,
  browserKnownSince: null,
  browser: 'Chrome on Linux',
};
