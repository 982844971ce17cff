'use client';
import { WaysIn } from '#app/_frame/ways-in.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { NewPasswordField } from '#app/_ui/new-password-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { PasswordReset } from '#lib/flows/account/reset-password.ts';
import { resetPasswordAction } from './actions.ts';

type Props = {
  reset: Omit<PasswordReset, 'name'>;
  minimum: number;
  pageTitle: string;
  notice: string | null;
  now: Date;
};

/** A new password, by the link of a mail. */
export function ResetForm({ reset: { email, waysIn, factors, isLockedDown }, minimum, pageTitle, notice, now }: Props) {
  const [state, send] = useForm(resetPasswordAction);
  return (
    <Form action={send} noValidate className="mt-6 space-y-5">
      <ErrorSummary
        state={state}
        notice={notice}
        pageTitle={pageTitle}
        ids={{ newPassword: 'new-password' }}
        alone="newPassword"
      />
      <HiddenUsername email={email} />
      <NewPasswordField label="New password" minimum={minimum} error={state.fields?.['newPassword']} />
      <WaysIn
        waysIn={waysIn}
        factors={factors}
        isReported={isLockedDown}
        canConfirm
        now={now}
        kept={state.values?.['keep']}
      />
      <SubmitButton pendingLabel="Changing…" className="w-full">
        Change password
      </SubmitButton>
    </Form>
  );
}
