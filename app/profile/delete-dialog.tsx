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
import { deleteAccountAction } from './actions.ts';
import type { DialogProps } from './dialog-props.ts';
import { SecondFactorFields, secondFactorFieldIds } from './second-factor-fields.tsx';
import { useSecondFactorForm } from './use-second-factor-form.ts';

type Props = DialogProps & {
  words: Words['profile']['deleteDialog'];
  /** What goes, line by line. */
  deleted: readonly string[];
  /** What stays of it in the log of events, and for how long. */
  stays: string;
  /** What to type, so that nobody deletes an account by mistake. */
  confirmation: React.ReactNode;
};

/** Deletes the account, after everything that can tell its owner from an intruder at an open browser. */
export function DeleteDialog(props: Props) {
  const { words, user, proof, notice, needsCode, isRecovery, switchTo, deleted, stays, confirmation } = props;
  const { state, send } = useSecondFactorForm(deleteAccountAction, { isRecovery, notice });
  return (
    <ModalDialog titleId="delete-title" closeTo="/profile" returnFocusTo={['delete', 'delete-heading']}>
      <DialogHead id="delete-title">{words.title}</DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={{ ...secondFactorFieldIds, email: 'email' }} />
        <div className="space-y-2">
          <p>{words.text}</p>
          <ul className="list-disc space-y-1 ps-5">
            {deleted.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="hint">{stays}</p>
        </div>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          {needsCode ? (
            <SecondFactorFields
              user={user}
              state={state}
              isRecovery={isRecovery}
              switchTo={switchTo}
              takesFocus={false}
            />
          ) : (
            <>
              <HiddenUsername email={user.email} />
              <OwnProof user={user} error={state.fields?.['password']} />
            </>
          )}
          <EmailField
            hint={confirmation}
            autoComplete="off"
            defaultValue={state.values?.['email'] ?? ''}
            error={state.fields?.['email']}
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
