'use client';
import { useEffect, useState } from 'react';
import type { FormAction } from '#lib/result.ts';
import type { Words } from '#lib/words/shape.ts';
import { Form } from './form.tsx';
import { fill } from './kit-words.tsx';
import { useForm } from './use-form.ts';
import { useHydrated } from './use-hydrated.ts';

const WAIT_SECONDS = 60;
const SECOND_MS = 1000;

type Props = { action: FormAction; words: Words['kit']['sendAgain']; children?: React.ReactNode };

/** The button that sends an email again, a minute after the last time. Counts down visibly; screen readers hear only when it is over. */
export function SendAgain({ action, words, children }: Props) {
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
          {isPending ? words.pending : words.submit}
        </button>
        {mustWait && (
          <span className="hint tabular-nums" aria-hidden="true">
            {fill(words.wait, { n: left })}
          </span>
        )}
      </div>
      <p role="status" className="sr-only">
        {isHydrated && left === 0 && words.ready}
      </p>
    </Form>
  );
}
