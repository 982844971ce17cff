/** What a user can show as second factor at a sign-in, besides a one-time password. */
export type WaysToConfirm = {
  /** `key`: only keys that prove a touch. */
  passkey: 'passkey' | 'key' | null;
  hasApp: boolean;
  /** What the page asks for when it isn't told. */
  first: 'passkey' | 'code' | 'one-time-password';
};

type Used = { lastUsedAt: Date | null };

/**
 * Returns the ways to confirm a sign-in; the one that was used last comes first. A one-time password comes first only
 * where there is nothing else: each works once, and is meant for a lost phone.
 */
export function waysToConfirm(
  passkeys: readonly (Used & { kind: 'passkey' | 'security-key' })[],
  apps: readonly Used[],
): WaysToConfirm {
  const passkey =
    passkeys.length === 0 ? null : passkeys.every(({ kind }) => kind === 'security-key') ? 'key' : 'passkey';
  const hasApp = apps.length > 0;
  const isPasskeyFirst = passkey !== null && (!hasApp || lastUse(passkeys) > lastUse(apps));
  return { passkey, hasApp, first: isPasskeyFirst ? 'passkey' : hasApp ? 'code' : 'one-time-password' };
}

function lastUse(used: readonly Used[]): number {
  return Math.max(0, ...used.map(({ lastUsedAt }) => lastUsedAt?.getTime() ?? 0));
}
