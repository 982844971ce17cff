'use client';
import { useHydrated } from '#app/_ui/use-hydrated.ts';

/** What can do nothing without a script: shown once one runs, and until then a sentence that says so. */
export function NeedsScript({ otherwise, children }: { otherwise: string; children: React.ReactNode }) {
  return useHydrated() ? children : <p className="hint">{otherwise}</p>;
}
