'use client';
import { useEffect } from 'react';

/** Tells the browser which passkeys the signed-in user has, and what the account is called, after either has changed. */
export function SignalPasskeys() {
  useEffect(() => void signal().catch(() => {}), []);
  return null;
}

/** Best effort: password managers tidy up, and nothing here depends on it. */
async function signal(): Promise<void> {
  if (!globalThis.PublicKeyCredential?.signalAllAcceptedCredentials) return;
  const answer = await fetch('/profile/two-factor/passkeys', { cache: 'no-store' });
  if (answer.status !== 200) return;
  const { rpId, userId, allAcceptedCredentialIds, name, displayName } = await answer.json();
  await PublicKeyCredential.signalAllAcceptedCredentials({ rpId, userId, allAcceptedCredentialIds });
  await PublicKeyCredential.signalCurrentUserDetails({ rpId, userId, name, displayName });
}
