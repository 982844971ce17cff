'use client';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import { beginMoveAction } from './actions.ts';
import type { GateProps } from './dialog-context.ts';

/** First half of the move: the user still has the old phone, or a one-time password. */
export function MoveGate({ context, proof, notice, isRecovery, switchTo }: GateProps) {
  const { state, send, takesFocus } = useSecondFactorForm(beginMoveAction, { isRecovery, notice });
  return (
    <div className="space-y-5">
      <h2 id="move-title">Move to a new phone</h2>
      <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
      <p>
        {isRecovery
          ? 'A one-time password stands in for the phone that is lost or broken. Then you scan a new QR code.'
          : 'First a code from the phone you have now. Then you scan a new QR code with the new one.'}{' '}
        The old app works until the new one has shown a right code.
      </p>
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
          <SubmitButton pendingLabel="Checking…">Continue</SubmitButton>
        </div>
      </Form>
    </div>
  );
}
