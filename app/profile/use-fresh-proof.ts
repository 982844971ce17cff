'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { FormState } from '#lib/result.ts';

/**
 * Reads the page anew when a whole form was refused: a provider's proof may have grown too old while the page was
 * open, and the button that renews it has to appear.
 */
export function useFreshProof(state: FormState): void {
  const router = useRouter();
  useEffect(() => {
    if (state.status === 'failed' && state.message) router.refresh();
  }, [state, router]);
}
