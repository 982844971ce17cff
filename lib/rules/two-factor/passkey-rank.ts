/**
 * Returns what a use of a passkey proves behind another factor. A fingerprint, face or PIN makes it two factors; one that
 * was only touched, or a security key, is something that the user has, and no more (NIST SP 800-63B-4 §3.1.6, §3.1.7).
 */
export function factorMethod(
  kind: 'passkey' | 'security-key',
  { isUserVerified }: { isUserVerified: boolean },
): 'passkey' | 'security-key' {
  return kind === 'passkey' && isUserVerified ? 'passkey' : 'security-key';
}
