'use client';
import type { FormAction } from '#lib/result.ts';
import { useForm } from './use-form.ts';

type Props = { action: FormAction; className?: string; children: React.ReactNode };

/** A form of buttons and hidden fields. What goes wrong stands right above them. */
export function PlainForm({ action, className, children }: Props) {
  const [state, send] = useForm(action);
  const problem = state.message ?? Object.values(state.fields ?? {})[0];
  return (
    <form action={send} className={className}>
      {state.status === 'failed' && (
        <p role="alert" className="field-error mb-2">
          {problem}
        </p>
      )}
      {children}
    </form>
  );
}
