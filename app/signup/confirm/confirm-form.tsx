'use client';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field, HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { NewPasswordField } from '#app/_ui/new-password-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { confirmSignUpAction } from './actions.ts';

type Props = {
  words: Words['signUp']['confirm']['form'] & { field: Words['kit']['newPassword'] };
  email: string;
  minimum: number;
  pageTitle: string;
};

/** In another browser than the one that signed up: name and password are chosen here. */
export function ConfirmForm({ words, email, minimum, pageTitle }: Props) {
  const [state, send] = useForm(confirmSignUpAction);
  return (
    <Form action={send} noValidate className="mt-6 space-y-5">
      <ErrorSummary state={state} pageTitle={pageTitle} ids={{ name: 'name', newPassword: 'new-password' }} />
      <HiddenUsername email={email} />
      <Field
        id="name"
        name="name"
        label={words.name}
        type="text"
        autoComplete="name"
        required
        defaultValue={state.values?.['name'] ?? ''}
        error={state.fields?.['name']}
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
