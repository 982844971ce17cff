'use client';
import { startTransition } from 'react';
import { useForm } from '#app/_ui/use-form.ts';
import { forgotAction } from './actions.ts';

/**
 * "Forgot your password?" takes the typed email along: posted by itself, so that it is in no URL and the password stays
 * behind. Without a script, or with nothing typed, a link like any other.
 */
export function ForgotLink({ children }: { children: string }) {
  const [state, send] = useForm(forgotAction);
  const takeAlong = (event: React.MouseEvent<HTMLAnchorElement>) => {
    const field = event.currentTarget.closest('form')?.elements.namedItem('email');
    const isForHere = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!(field instanceof HTMLInputElement) || !field.value.trim() || !isForHere) return;
    event.preventDefault();
    const form = new FormData();
    form.set('email', field.value);
    startTransition(() => send(form));
  };
  return (
    <>
      <a href="/forgot-password" onClick={takeAlong} className="field-link link">
        {children}
      </a>
      {state.status === 'failed' && (
        <p role="alert" className="field-error mt-2">
          {state.message ?? state.fields?.['email']}
        </p>
      )}
    </>
  );
}
