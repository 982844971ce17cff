'use client';
import { OwnPasswordField } from '#app/_frame/own-password-field.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { EmailField } from '#app/_ui/email-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { deleteAccountAction } from './actions.ts';
import { SecondFactorFields, secondFactorFieldIds } from './second-factor-fields.tsx';
import { useSecondFactorForm } from './use-second-factor-form.ts';

type Props = {
  user: Owner;
  /** In place of the password, for users without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** Two-factor is on. */
  needsCode: boolean;
  isRecovery: boolean;
  switchTo: string;
  /** What stays of it in the log of events, and for how long. */
  stays: string;
};

/** Deletes the account, after everything that can tell its owner from an intruder at an open browser. */
export function DeleteDialog({ user, proof, notice, needsCode, isRecovery, switchTo, stays }: Props) {
  const { state, send } = useSecondFactorForm(deleteAccountAction, { isRecovery, notice });
  return (
    <ModalDialog titleId="delete-title" closeTo="/profile" returnFocusTo={['delete', 'danger-heading']}>
      <div className="space-y-5">
        <FocusHeading id="delete-title" takesFocus={false}>
          Delete account
        </FocusHeading>
        <ErrorSummary state={state} notice={notice} ids={{ ...secondFactorFieldIds, email: 'email' }} />
        <div className="space-y-2">
          <p>At once, and for good, these go:</p>
          <ul className="list-disc space-y-1 ps-5">
            <li>your name, your email address{user.hasPassword && ', your password'}</li>
            {needsCode && <li>your second factor and your one-time passwords</li>}
            <li>your connected accounts, here only</li>
            <li>all sessions</li>
          </ul>
          <p>{stays}</p>
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
              {user.hasPassword && <OwnPasswordField words={user.proofWords} error={state.fields?.['password']} />}
            </>
          )}
          <EmailField
            hint={
              <>
                To be sure, type <bdi dir="ltr">{user.email}</bdi>
              </>
            }
            autoComplete="off"
            defaultValue={state.values?.['email'] ?? ''}
            error={state.fields?.['email']}
          />
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton look="danger" pendingLabel="Deleting…">
              Delete account
            </SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
