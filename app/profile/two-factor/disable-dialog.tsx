'use client';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { disableAction } from './actions.ts';
import type { GateProps } from './dialog-context.ts';

type Props = GateProps & { words: Words['twoFactorDialogs']['disable'] };

/** Turns two-factor off: a code or a one-time password, and re-authentication. */
export function DisableDialog({ context, words, proof, notice, isRecovery, switchTo }: Props) {
  const { state, send, takesFocus } = useSecondFactorForm(disableAction, { isRecovery, notice });
  return (
    <ModalDialog
      titleId="disable-title"
      closeTo="/profile/two-factor"
      returnFocusTo={['disable', 'two-factor-heading']}
    >
      <DialogHead id="disable-title" focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{words.text}</p>
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
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton look="danger" pendingLabel={words.pending}>
              {words.submit}
            </SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
