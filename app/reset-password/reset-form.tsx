'use client';
import { WaysIn } from '#app/_frame/ways-in.tsx';
import type { WaysInChoices } from '#app/_frame/ways-in-choices.ts';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { NewPasswordField } from '#app/_ui/new-password-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { resetPasswordAction } from './actions.ts';

type Props = {
  words: Words['resetPassword']['choose']['form'] & { field: Words['kit']['newPassword'] };
  email: string;
  waysIn: WaysInChoices | null;
  minimum: number;
  pageTitle: string;
  notice: string | null;
};

/** A new password, by the link of a mail. */
export function ResetForm({ words, email, waysIn, minimum, pageTitle, notice }: Props) {
  const [state, send] = useForm(resetPasswordAction);
  return (
    <Form action={send} noValidate className="mt-6 space-y-5">
      <ErrorSummary state={state} notice={notice} pageTitle={pageTitle} ids={{ newPassword: 'new-password' }} />
      <HiddenUsername email={email} />
      <NewPasswordField
        label={words.newPassword}
        words={words.field}
        minimum={minimum}
        error={state.fields?.['newPassword']}
      />
      {waysIn && <WaysIn list={waysIn} kept={state.values?.['keep']} />}
      <SubmitButton pendingLabel={words.pending} className="button-wide">
        {words.submit}
      </SubmitButton>
    </Form>
  );
}
