'use client';
import { useEffect, useRef } from 'react';
import type { FormAction } from '#lib/result.ts';
import { Form } from './form.tsx';
import { ReloadLink } from './reload-link.tsx';
import { useForm } from './use-form.ts';

type Props = {
  action: FormAction;
  className?: string;
  /** Its notice disappears with it once it has worked: then the heading of the page takes the focus. */
  goesAway?: boolean;
  children: React.ReactNode;
};

/** A form of buttons and hidden fields. Shows errors right above them. */
export function PlainForm({ action, className, goesAway = false, children }: Props) {
  const [state, send] = useForm(action);
  const isSent = useRef(false);
  useEffect(
    () => () => {
      if (isSent.current && document.activeElement === document.body)
        document.querySelector<HTMLElement>('main h1')?.focus();
    },
    [],
  );
  const problem = state.message ?? Object.values(state.fields ?? {})[0];
  return (
    <Form
      action={send}
      className={className}
      onSubmit={() => {
        isSent.current = goesAway;
      }}
    >
      {state.status === 'failed' && (
        <div role="alert" className="field-error mb-2">
          {problem} {state.isCutOff && <ReloadLink />}
        </div>
      )}
      {children}
    </Form>
  );
}
