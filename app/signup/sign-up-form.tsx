'use client';
import { EmailField } from '#app/_ui/email-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { NewPasswordField } from '#app/_ui/new-password-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { signUpAction } from './actions.ts';

type Props = {
  newPassword: Words['kit']['newPassword'];
  minimum: number;
  pageTitle: string;
  name: string;
  email: string;
};

/** Name, email (of the invitation, where there is one) and a new password. */
export function SignUpForm({ newPassword, minimum, pageTitle, name, email }: Props) {
  const [state, send] = useForm(signUpAction);
  return (
    <Form action={send} noValidate className="mt-6 space-y-5">
      <ErrorSummary
        state={state}
        pageTitle={pageTitle}
        ids={{ name: 'name', email: 'email', newPassword: 'new-password' }}
      />
      <Field
        id="name"
        name="name"
        label="Name"
        type="text"
        autoComplete="name"
        hint="Shown in the bottom-left corner. You can change it later."
        required
        defaultValue={state.values?.['name'] ?? name}
        error={state.fields?.['name']}
        autoFocus={state.status === 'idle'}
      />
      <EmailField defaultValue={state.values?.['email'] ?? email} error={state.fields?.['email']} />
      <NewPasswordField label="Password" words={newPassword} minimum={minimum} error={state.fields?.['newPassword']} />
      <SubmitButton pendingLabel="Creating…" className="button-wide">
        Create account
      </SubmitButton>
    </Form>
  );
}
