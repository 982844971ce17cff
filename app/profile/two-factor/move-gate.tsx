'use client';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { beginMoveAction } from './actions.ts';
import type { GateProps } from './dialog-context.ts';

export type MoveGateWords = Words['twoFactorDialogs']['move']['gate'];

/** First half of the move: the user still has the old phone, or a one-time password. */
export function MoveGate({
  context,
  words,
  proof,
  notice,
  isRecovery,
  switchTo,
}: GateProps & { words: MoveGateWords }) {
  const { state, send, takesFocus } = useSecondFactorForm(beginMoveAction, { isRecovery, notice });
  return (
    <>
      <DialogHead id="move-title" focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{isRecovery ? words.withOneTimePassword : words.withCode}</p>
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
            <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
          </div>
        </Form>
      </div>
    </>
  );
}
