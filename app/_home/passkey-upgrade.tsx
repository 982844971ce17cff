'use client';
import { startTransition, useEffect } from 'react';
import { useForm } from '#app/_ui/use-form.ts';
import { beginUpgradeAction, completeUpgradeAction } from './upgrade-actions.ts';

/** A browser that isn't going to answer must not keep every later request for a passkey waiting (design §5.11). */
const LONGEST_MS = 3000;

/**
 * Lets the password manager that has just filled in the password save a passkey beside it, unasked. Shows nothing: Home
 * says so when it did, and nothing has happened when it didn't.
 */
export function PasskeyUpgrade() {
  const [begun, begin] = useForm(beginUpgradeAction);
  const [, complete] = useForm(completeUpgradeAction);
  const { passkeyOptions } = begun;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once a page
  useEffect(() => {
    void canSaveUnasked().then((can) => {
      if (can) startTransition(() => begin(new FormData()));
    });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what was begun
  useEffect(() => {
    if (!passkeyOptions) return;
    savePasskey(passkeyOptions).then(
      (made) => {
        const form = new FormData();
        form.set('credential', JSON.stringify(made));
        startTransition(() => complete(form));
      },
      // It didn't: the offer below stays.
      () => {},
    );
  }, [passkeyOptions]);
  return null;
}

/** WebAuthn Level 3 §5.1.7. */
async function canSaveUnasked(): Promise<boolean> {
  const capabilities = await globalThis.PublicKeyCredential?.getClientCapabilities?.().catch(() => null);
  return capabilities?.['conditionalCreate'] ?? false;
}

async function savePasskey(options: object) {
  const { startRegistration, WebAuthnAbortService } = await import('@simplewebauthn/browser');
  const late = setTimeout(() => WebAuthnAbortService.cancelCeremony(), LONGEST_MS);
  try {
    return await startRegistration({
      optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'],
      useAutoRegister: true,
    });
  } finally {
    clearTimeout(late);
  }
}
