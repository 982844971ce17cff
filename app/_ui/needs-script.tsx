'use client';
import { useHydrated } from '#app/_ui/use-hydrated.ts';

/** What can do nothing without a script: keeps its place until one runs. Where none ever does, a sentence says so. */
export function NeedsScript({ otherwise, children }: { otherwise: string; children: React.ReactNode }) {
  const isHydrated = useHydrated();
  return (
    <>
      <div className="needs-script" data-ready={isHydrated || undefined}>
        {children}
      </div>
      <noscript>
        <p className="hint">{otherwise}</p>
      </noscript>
    </>
  );
}
