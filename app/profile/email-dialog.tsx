'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { EmailField } from '#app/_ui/email-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { Words } from '#lib/words/shape.ts';
import { changeEmailAction } from './actions.ts';
import type { DialogProps } from './dialog-props.ts';
import { SecondFactorFields, secondFactorFieldIds } from './second-factor-fields.tsx';
import { useSecondFactorForm } from './use-second-factor-form.ts';

type Props = DialogProps & {
  words: Words['profile']['emailDialog'];
  /** The email typed before the session ended. */
  unsaved: string;
};

/** Asks for another email. It counts once its link is opened. */
export function EmailDialog({ words, user, proof, notice, needsCode, isRecovery, switchTo, unsaved }: Props) {
  const { state, send } = useSecondFactorForm(changeEmailAction, { isRecovery, notice });
  return (
    <ModalDialog titleId="email-title" closeTo="/profile" returnFocusTo={['change-email', 'email-heading']}>
      <DialogHead id="email-title" focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={{ email: 'email', ...secondFactorFieldIds }} />
        <p>{words.text}</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          {!needsCode && <HiddenUsername email={user.email} />}
          <EmailField
            label={words.email}
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
            <OwnProof user={user} error={state.fields?.['password']} />
          )}
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
