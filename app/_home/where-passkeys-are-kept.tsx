'use client';
import { useEffect, useState } from 'react';

/**
 * Shows what is only of use in a browser that keeps passkeys behind a fingerprint, a face or a PIN. Keeps its place until
 * that is known; without scripts no one can know, and it is there.
 */
export function WherePasskeysAreKept({ children }: { children: React.ReactNode }) {
  const [isKept, setIsKept] = useState<boolean | null>(null);
  useEffect(() => {
    void keepsPasskeys().then(setIsKept);
  }, []);
  if (isKept === false) return null;
  return (
    <div className="awaits-script" data-ready={isKept ?? undefined}>
      {children}
    </div>
  );
}

/** WebAuthn Level 3 §5.1.7. */
async function keepsPasskeys(): Promise<boolean> {
  return (
    (await globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.().catch(() => false)) ??
    false
  );
}
