'use client';
import { OwnPasswordField } from '#app/_frame/own-password-field.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { EmailField } from '#app/_ui/email-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { changeEmailAction } from './actions.ts';
import { SecondFactorFields, secondFactorFieldIds } from './second-factor-fields.tsx';
import { useSecondFactorForm } from './use-second-factor-form.ts';

type Props = {
  user: Owner;
  /** In place of the password, for users without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** With two-factor on a change of email asks for a code too. */
  needsCode: boolean;
  isRecovery: boolean;
  switchTo: string;
  /** The email typed before the session ended. */
  unsaved: string;
};

/** Asks for another email. It counts once its link is opened. */
export function EmailDialog({ user, proof, notice, needsCode, isRecovery, switchTo, unsaved }: Props) {
  const { state, send } = useSecondFactorForm(changeEmailAction, { isRecovery, notice });
  return (
    <ModalDialog titleId="email-title" closeTo="/profile" returnFocusTo={['change-email', 'email-heading']}>
      <div className="space-y-5">
        <h2 id="email-title">Change your email address</h2>
        <ErrorSummary state={state} notice={notice} ids={{ email: 'email', ...secondFactorFieldIds }} />
        <p>We’ll email a link to the new address. Your address stays as it is until you confirm the new one.</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          {!needsCode && <HiddenUsername email={user.email} />}
          <EmailField
            label="New email address"
            autoComplete="email"
            defaultValue={state.values?.['email'] ?? unsaved}
            error={state.fields?.['email']}
            data-first-focus=""
          />
          {needsCode ? (
            <SecondFactorFields
              user={user}
              state={state}
              isRecovery={isRecovery}
              switchTo={switchTo}
              takesFocus={false}
            />
          ) : (
            user.hasPassword && <OwnPasswordField words={user.proofWords} error={state.fields?.['password']} />
          )}
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton pendingLabel="Sending…">Send the link</SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
