'use client';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import { keepAction } from './actions.ts';
import type { GateProps } from './dialog-context.ts';

/** Cancels a scheduled reset: a code or a one-time password shows that nothing is lost. */
export function KeepDialog({ context, notice, isRecovery, switchTo }: Omit<GateProps, 'proof'>) {
  const { state, send, takesFocus } = useSecondFactorForm(keepAction, { isRecovery, notice });
  return (
    <ModalDialog titleId="keep-title" closeTo="/profile/two-factor" returnFocusTo={['two-factor-heading']}>
      <div className="space-y-5">
        <h2 id="keep-title">Keep two-factor authentication on</h2>
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>Show that you still have it, and the administrator’s reset is cancelled.</p>
        <Form action={send} noValidate className="space-y-5">
          <SecondFactorFields
            user={{ ...context, hasPassword: false }}
            state={state}
            isRecovery={isRecovery}
            switchTo={switchTo}
            takesFocus={takesFocus}
          />
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton pendingLabel="Checking…">Keep it on</SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
