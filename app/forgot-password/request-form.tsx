'use client';
import { EmailField } from '#app/_ui/email-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { requestResetAction } from './actions.ts';

type Props = { words: Words['resetPassword']['ask']['form']; email: string; pageTitle: string };

/** Asks for the email that the link goes to. */
export function RequestForm({ words, email, pageTitle }: Props) {
  const [state, send] = useForm(requestResetAction);
  return (
    <Form action={send} noValidate className="mt-6 space-y-5">
      <ErrorSummary state={state} pageTitle={pageTitle} ids={{ email: 'email' }} />
      <EmailField
        defaultValue={state.values?.['email'] ?? email}
        error={state.fields?.['email']}
        autoFocus={state.status === 'idle'}
      />
      <SubmitButton pendingLabel={words.pending} className="button-wide">
        {words.submit}
      </SubmitButton>
    </Form>
  );
}
