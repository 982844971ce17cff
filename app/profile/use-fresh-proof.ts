'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { FormState } from '#lib/result.ts';

/**
 * Reads the page anew when a form of someone without a password was refused: the provider's proof may have grown
 * too old while the page was open, and the button to renew it has to appear.
 */
export function useFreshProof(state: FormState, hasPassword: boolean): void {
  const router = useRouter();
  const isStale = state.status === 'failed' && !hasPassword;
  useEffect(() => {
    if (isStale && state.message) router.refresh();
  }, [isStale, state, router]);
}
