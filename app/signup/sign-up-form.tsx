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
  words: Words['signUp']['form'] & { field: Words['kit']['newPassword'] };
  minimum: number;
  pageTitle: string;
  name: string;
  email: string;
  /** An invitation is for its own email, and no other. */
  isInvited: boolean;
};

/** Name, email (of the invitation, where there is one) and a new password. */
export function SignUpForm({ words, minimum, pageTitle, name, email, isInvited }: Props) {
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
        label={words.name}
        type="text"
        autoComplete="name"
        hint={words.nameHint}
        required
        defaultValue={state.values?.['name'] ?? name}
        error={state.fields?.['name']}
        autoFocus={state.status === 'idle'}
      />
      <EmailField
        defaultValue={isInvited ? email : (state.values?.['email'] ?? email)}
        readOnly={isInvited}
        error={state.fields?.['email']}
      />
      <NewPasswordField
        label={words.password}
        words={words.field}
        minimum={minimum}
        error={state.fields?.['newPassword']}
      />
      <SubmitButton pendingLabel={words.pending} className="button-wide">
        {words.submit}
      </SubmitButton>
    </Form>
  );
}
