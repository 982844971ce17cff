import managers from './passkey-managers.json' with { type: 'json' };

/**
 * Returns the name of the password manager that keeps a passkey, by its model number (AAGUID); null where that says
 * nothing. A nicety, from the community's list passkeydeveloper/passkey-authenticator-aaguids: anyone may send any.
 */
export function managerName(aaguid: string): string | null {
  return new Map(Object.entries(managers)).get(aaguid) ?? null;
}
