'use client';
import { useEffect, useState } from 'react';
import type { FormAction } from '#lib/result.ts';
import { Form } from './form.tsx';
import { useForm } from './use-form.ts';
import { useHydrated } from './use-hydrated.ts';

const WAIT_SECONDS = 60;
const SECOND_MS = 1000;

/** "Send it again", a minute after the last time. Counts down for the eye; readers are told only when it is over. */
export function SendAgain({ action, children }: { action: FormAction; children?: React.ReactNode }) {
  const [state, send, isPending] = useForm(action);
  const [left, setLeft] = useState(WAIT_SECONDS);
  const isHydrated = useHydrated();
  useEffect(() => {
    if (left === 0) return;
    const tick = setTimeout(() => setLeft(left - 1), SECOND_MS);
    return () => clearTimeout(tick);
  }, [left]);
  const mustWait = isHydrated && left > 0;
  const isIdle = !mustWait && !isPending;
  return (
    <Form action={send}>
      {children}
      {state.status === 'failed' && (
        <p role="alert" className="field-error mb-2">
          {state.message ?? Object.values(state.fields ?? {})[0]}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <button
          type="submit"
          className="button button-quiet"
          aria-disabled={!isIdle || undefined}
          onClick={(event) => (isIdle ? setLeft(WAIT_SECONDS) : event.preventDefault())}
        >
          {isPending ? 'Sending…' : 'Send it again'}
        </button>
        {mustWait && (
          <span className="hint tabular-nums" aria-hidden="true">
            in {left} {left === 1 ? 'second' : 'seconds'}
          </span>
        )}
      </div>
      <p role="status" className="sr-only">
        {isHydrated && left === 0 && 'You can send it again now.'}
      </p>
    </Form>
  );
}
