'use client';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { keepAction } from './actions.ts';
import type { GateProps } from './dialog-context.ts';

type Props = Omit<GateProps, 'proof'> & { words: Words['twoFactorDialogs']['keep'] };

/** Cancels a scheduled reset: a code or a one-time password shows that nothing is lost. */
export function KeepDialog({ context, words, notice, isRecovery, switchTo }: Props) {
  const { state, send, takesFocus } = useSecondFactorForm(keepAction, { isRecovery, notice });
  return (
    <ModalDialog titleId="keep-title" closeTo="/profile/two-factor" returnFocusTo={['two-factor-heading']}>
      <DialogHead id="keep-title" focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{words.text}</p>
        <Form action={send} noValidate className="space-y-5">
          <SecondFactorFields
            user={{ ...context, hasPassword: false }}
            state={state}
            isRecovery={isRecovery}
            switchTo={switchTo}
            takesFocus={takesFocus}
          />
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
