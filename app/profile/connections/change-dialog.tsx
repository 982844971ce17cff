'use client';
import { OwnPasswordField } from '#app/_frame/own-password-field.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { FormAction } from '#lib/result.ts';

export type ChangeProps = {
  provider: string;
  /** How the provider writes its own name. */
  name: string;
  user: Owner;
  /** In place of the password, for users without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** Where a code is asked for too: which field, and the same dialog with the other one. */
  code?: { isRecovery: boolean; switchTo: string } | null;
};

type Props = ChangeProps & {
  action: FormAction;
  verb: 'Connect' | 'Disconnect';
  pendingLabel: string;
  look?: 'primary' | 'danger';
  children: React.ReactNode;
};

/** Connects or disconnects a provider, after re-authentication. */
export function ChangeDialog({
  provider,
  name,
  user,
  proof,
  notice,
  code,
  action,
  verb,
  pendingLabel,
  look,
  children,
}: Props) {
  const { state, send, takesFocus } = useSecondFactorForm(action, { isRecovery: code?.isRecovery ?? false, notice });
  return (
    <ModalDialog
      titleId="change-title"
      closeTo="/profile/connections"
      returnFocusTo={[`change-${provider}`, 'connections-heading']}
    >
      <div className="space-y-5">
        <FocusHeading id="change-title" takesFocus={false}>
          {`${verb} ${name}`}
        </FocusHeading>
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{children}</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          <input type="hidden" name="provider" value={provider} />
          {code ? (
            <SecondFactorFields user={user} state={state} {...code} takesFocus={takesFocus} />
          ) : (
            <>
              <HiddenUsername email={user.email} />
              {user.hasPassword && <OwnPasswordField words={user.proofWords} error={state.fields?.['password']} />}
            </>
          )}
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton look={look ?? 'primary'} pendingLabel={pendingLabel}>
              {verb}
            </SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
