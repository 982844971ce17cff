'use client';
import { useState } from 'react';
import { useHydrated } from './use-hydrated.ts';

/**
 * What a button for a passkey needs: whether the browser has passkeys (known once a script runs), whether it is asking
 * now, how the last asking ended, and what a press does. The package comes with the press. `from`: the path that says
 * which passkeys may answer. `send` gets what was signed.
 */
export function usePasskey(from: string, send: (assertion: string) => void) {
  const [end, setEnd] = useState<'asking' | 'sent' | 'cancelled' | 'failed'>('sent');
  const isHydrated = useHydrated();
  const isReady = isHydrated && 'PublicKeyCredential' in globalThis;
  const ask = async () => {
    if (end === 'asking') return;
    setEnd('asking');
    setEnd(
      await import('./ask-for-passkey.ts').then(
        ({ askForPasskey }) => askForPasskey(send, from),
        () => 'failed',
      ),
    );
  };
  return {
    isReady,
    isUnsupported: isHydrated && !isReady,
    isAsking: end === 'asking',
    problem: end === 'cancelled' || end === 'failed' ? end : null,
    ask,
  };
}
