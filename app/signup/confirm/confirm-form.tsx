'use client';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field, HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { NewPasswordField } from '#app/_ui/new-password-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { confirmSignUpAction } from './actions.ts';

type Props = { newPassword: Words['kit']['newPassword']; email: string; minimum: number; pageTitle: string };

/** In another browser than the one that signed up: name and password are chosen here. */
export function ConfirmForm({ newPassword, email, minimum, pageTitle }: Props) {
  const [state, send] = useForm(confirmSignUpAction);
  return (
    <Form action={send} noValidate className="mt-6 space-y-5">
      <ErrorSummary state={state} pageTitle={pageTitle} ids={{ name: 'name', newPassword: 'new-password' }} />
      <HiddenUsername email={email} />
      <Field
        id="name"
        name="name"
        label="Name"
        type="text"
        autoComplete="name"
        required
        defaultValue={state.values?.['name'] ?? ''}
        error={state.fields?.['name']}
      />
      <NewPasswordField label="Password" words={newPassword} minimum={minimum} error={state.fields?.['newPassword']} />
      <SubmitButton pendingLabel="Confirming…" className="button-wide">
        Confirm your email address
      </SubmitButton>
    </Form>
  );
}
