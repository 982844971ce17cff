'use client';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import { disableAction } from './actions.ts';
import type { GateProps } from './dialog-context.ts';

/** Turns two-factor off: a code or a one-time password, and re-authentication. */
export function DisableDialog({ context, proof, notice, isRecovery, switchTo }: GateProps) {
  const { state, send, takesFocus } = useSecondFactorForm(disableAction, { isRecovery, notice });
  return (
    <ModalDialog
      titleId="disable-title"
      closeTo="/profile/two-factor"
      returnFocusTo={['disable', 'two-factor-heading']}
    >
      <div className="space-y-5">
        <h2 id="disable-title">Disable Two-Factor Authentication</h2>
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>You’ll no longer be asked for a code when you sign in.</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          <SecondFactorFields
            user={context}
            state={state}
            isRecovery={isRecovery}
            switchTo={switchTo}
            takesFocus={takesFocus}
          />
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton look="danger" pendingLabel="Disabling…">
              Disable
            </SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
