/** Whether a passkey may leave its device, and has (WebAuthn's BE and BS flags). */
export type BackupFlags = { isBackupEligible: boolean; isBackedUp: boolean };

/**
 * Where a passkey is kept: on its device for good, able to leave it, or synced already. `unknown`: it was imported from a
 * system that doesn't say, and hasn't been used here.
 */
export type PasskeyStorage = 'device' | 'syncable' | 'synced' | 'unknown';

/** Returns where a passkey is kept, by the two flags that it signs. */
export function storageOf({ isBackupEligible, isBackedUp }: BackupFlags): PasskeyStorage {
  if (!isBackupEligible) return 'device';
  return isBackedUp ? 'synced' : 'syncable';
}
