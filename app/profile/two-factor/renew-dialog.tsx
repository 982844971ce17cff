'use client';
import { OwnPasswordField } from '#app/_frame/own-password-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import { renewCodesAction } from './actions.ts';
import { CodesDialog } from './codes-dialog.tsx';
import type { GateProps } from './dialog-context.ts';

type Props = GateProps & {
  left: number;
  generation: number;
  /** A user who has just signed in with the last one is asked for no further code. */
  asksCode: boolean;
};

/** Replaces the set of one-time passwords. */
export function RenewDialog({ context, proof, notice, isRecovery, switchTo, left, generation, asksCode }: Props) {
  const { state, send, takesFocus } = useSecondFactorForm(renewCodesAction, { isRecovery, notice });
  return (
    <CodesDialog
      context={context}
      titleId="renew-title"
      returnFocusTo={['renew', 'two-factor-heading']}
      codes={state.recoveryCodes}
      generation={generation}
      news={
        <p>
          <strong>These are your new ones.</strong> The earlier ones no longer work.
        </p>
      }
    >
      <div className="space-y-5">
        <h2 id="renew-title">Get new one-time passwords</h2>
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{whatEnds(left)}</p>
        {!asksCode && <p>You have just come in with the last one, so no code is asked for here.</p>}
        {proof}
        <Form action={send} noValidate className="space-y-5">
          {asksCode ? (
            <SecondFactorFields
              user={context}
              state={state}
              isRecovery={isRecovery}
              switchTo={switchTo}
              takesFocus={takesFocus}
            />
          ) : (
            <>
              <HiddenUsername email={context.email} />
              {context.hasPassword && (
                <OwnPasswordField words={context.proofWords} error={state.fields?.['password']} />
              )}
            </>
          )}
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton pendingLabel="Making…">Get new one-time passwords</SubmitButton>
          </div>
        </Form>
      </div>
    </CodesDialog>
  );
}

function whatEnds(left: number): string {
  if (left === 0) return 'All of the earlier ones are used. You get ten new ones.';
  return left === 1 ? 'Your one unused code stops working.' : `Your ${left} unused codes stop working.`;
}
