'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { FormState } from '#lib/result.ts';

/**
 * Reloads the page when the re-authentication with a provider has expired while the page was open, so that the button
 * to repeat it appears.
 */
export function useReauthentication(state: FormState): void {
  const router = useRouter();
  useEffect(() => {
    if (state.status === 'failed' && state.code === 'proof-missing') router.refresh();
  }, [state, router]);
}
