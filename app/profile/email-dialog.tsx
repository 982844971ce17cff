'use client';
import { OwnPasswordField } from '#app/_shell/own-password-field.tsx';
import { useFreshProof } from '#app/_shell/use-fresh-proof.ts';
import { EmailField } from '#app/_ui/email-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { changeEmailAction } from './actions.ts';

type Props = {
  person: { appName: string; email: string; hasPassword: boolean };
  /** In place of the password, for people without one. */
  proof: React.ReactNode;
  notice: string | null;
};

/** Asks for another address. It counts once its link is opened. */
export function EmailDialog({ person, proof, notice }: Props) {
  const [state, send] = useForm(changeEmailAction);
  useFreshProof(state);
  return (
    <ModalDialog titleId="email-title" closeTo="/profile" returnFocusTo={['change-email', 'email-heading']}>
      <div className="space-y-5">
        <h2 id="email-title">Change your email address</h2>
        <ErrorSummary state={state} notice={notice} ids={{ email: 'email', password: 'current-password' }} />
        <p>We’ll email a link to the new address. Your address stays as it is until you confirm the new one.</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          <HiddenUsername email={person.email} />
          <EmailField
            label="New email address"
            autoComplete="email"
            defaultValue={state.values?.['email'] ?? ''}
            error={state.fields?.['email']}
            data-first-focus=""
          />
          {person.hasPassword && <OwnPasswordField appName={person.appName} error={state.fields?.['password']} />}
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton pendingLabel="Sending…">Send the link</SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
