'use client';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { FormAction } from '#lib/result.ts';
import type { GateProps } from './dialog-context.ts';

type Props = GateProps & {
  titleId: string;
  action: FormAction;
  words: { title: string; cancel: string; submit: string; pending: string };
  /** What is about to happen. */
  children: React.ReactNode;
  /** The authenticator that it is about, where it is about one. */
  authenticatorId?: string;
  look?: 'danger';
};

/** What a dialog asks before it goes on: a code or a one-time password, and re-authentication. */
export function ProofForm({
  titleId,
  action,
  words,
  children,
  authenticatorId,
  look,
  context,
  proof,
  notice,
  isRecovery,
  switchTo,
}: Props) {
  const { state, send, takesFocus } = useSecondFactorForm(action, { isRecovery, notice });
  return (
    <>
      <DialogHead id={titleId} focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{children}</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          {authenticatorId && <input type="hidden" name="authenticator" value={authenticatorId} />}
          <SecondFactorFields
            user={context}
            state={state}
            isRecovery={isRecovery}
            switchTo={switchTo}
            takesFocus={takesFocus}
          />
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton {...(look && { look })} pendingLabel={words.pending}>
              {words.submit}
            </SubmitButton>
          </div>
        </Form>
      </div>
    </>
  );
}
