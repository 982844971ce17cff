'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { proofMissing } from '#lib/messages.ts';
import type { FormState } from '#lib/result.ts';

/**
 * Reads the page anew when a provider's proof has grown too old while the page was open: the button that renews
 * it has to appear.
 */
export function useReauthentication(state: FormState): void {
  const router = useRouter();
  useEffect(() => {
    if (state.status === 'failed' && state.message === proofMissing) router.refresh();
  }, [state, router]);
}
