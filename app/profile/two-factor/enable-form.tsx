'use client';
import { OwnPasswordField } from '#app/_frame/own-password-field.tsx';
import { CodeField } from '#app/_ui/code-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { FormState } from '#lib/result.ts';
import type { DialogContext } from './dialog-context.ts';
import { StepHeading } from './step-heading.tsx';

type Props = {
  context: DialogContext;
  scan: React.ReactNode;
  proof: React.ReactNode;
  state: FormState;
  notice: string | null;
  send: (form: FormData) => void;
};

/** Steps 1 and 2 in one view: scan, then code and password. */
export function EnableForm({
  context: { appName, email, hasPassword, proofWords },
  scan,
  proof,
  state,
  notice,
  send,
}: Props) {
  return (
    <div className="space-y-6">
      <FocusHeading id="enable-title" takesFocus={false}>
        Enable Two-Factor Authentication
      </FocusHeading>
      <ErrorSummary state={state} notice={notice} ids={{ code: 'code', password: 'current-password' }} />
      {scan}
      <section className="space-y-4 border-t border-line pt-5">
        <StepHeading step={2}>
          {hasPassword ? 'Enter the code and your password' : 'Confirm it’s you and enter the code'}
        </StepHeading>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          <HiddenUsername email={email} />
          <CodeField
            label="Verification code"
            hint={`The 6 digits your app now shows for ${appName}`}
            error={state.fields?.['code']}
            defaultValue={state.values?.['code']}
          />
          {hasPassword && <OwnPasswordField words={proofWords} error={state.fields?.['password']} />}
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton pendingLabel="Enabling…">Enable</SubmitButton>
          </div>
        </Form>
      </section>
    </div>
  );
}
