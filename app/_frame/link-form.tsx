'use client';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { FormAction } from '#lib/result.ts';

type Props = {
  action: FormAction;
  words: { readonly submit: string; readonly pending: string };
  pageTitle: string;
  /** Where users are redirected whose link turns out to be dead. */
  wayOn: { href: string; label: string };
};

/** The one button of a page that a mail leads to. Opening the link changed nothing; this does. */
export function LinkForm({ action, words, pageTitle, wayOn }: Props) {
  const [state, send] = useForm(action);
  return (
    <Form action={send} className="mt-6 space-y-5">
      <ErrorSummary state={state} pageTitle={pageTitle} />
      {state.status === 'failed' ? (
        <a href={wayOn.href} className="button button-quiet button-wide">
          {wayOn.label}
        </a>
      ) : (
        <SubmitButton pendingLabel={words.pending} className="button-wide">
          {words.submit}
        </SubmitButton>
      )}
    </Form>
  );
}
