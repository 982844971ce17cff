'use client';
import { useEffect, useRef } from 'react';
import type { FormState } from '#lib/result.ts';
import { Banner } from './banner.tsx';

/** What a form of a row said, above its list: it outlives the row that is gone, and takes the focus of its button. */
export function Said({ state }: { state: FormState }) {
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.status !== 'idle') said.current?.focus();
  }, [state]);
  return (
    <div ref={said} tabIndex={-1} className="mb-3 empty:hidden">
      {state.message && (
        <Banner look={state.status === 'failed' ? 'warning' : 'success'}>
          <p>{state.message}</p>
        </Banner>
      )}
    </div>
  );
}
