'use client';
import { CheckField } from '#app/_ui/check-field.tsx';
import { CodeField } from '#app/_ui/code-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { FormState } from '#lib/result.ts';
import { StepHeading } from './step-heading.tsx';

type Props = {
  appName: string;
  scan: React.ReactNode;
  state: FormState;
  send: (form: FormData) => void;
  left: number;
  isFew: boolean;
};

/** Second half of the move: scan with the new app and show that it works. */
export function MoveForm({ appName, scan, state, send, left, isFew }: Props) {
  return (
    <div className="space-y-6">
      <FocusHeading id="move-title" takesFocus={state.status === 'idle'}>
        Move to a new phone
      </FocusHeading>
      <ErrorSummary state={state} ids={{ code: 'code' }} />
      {scan}
      <section className="space-y-4 border-t border-line pt-5">
        <StepHeading step={2} of={2}>
          Enter a code from the new app
        </StepHeading>
        <Form action={send} noValidate className="space-y-5">
          <CodeField
            label="Verification code"
            hint={`The 6 digits the new app shows for ${appName}`}
            error={state.fields?.['code']}
          />
          <CheckField
            id="renew-codes"
            name="renewCodes"
            label="Make new one-time passwords too"
            hint={whatStays(left)}
            defaultChecked={isFew}
          />
          <p className="hint">Any other browsers will be signed out.</p>
          <div className="actions">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton pendingLabel="Moving…">Move</SubmitButton>
          </div>
        </Form>
      </section>
    </div>
  );
}

function whatStays(left: number): string {
  if (left === 0) return 'None of the earlier ones is left.';
  return `Otherwise the earlier ones stay: ${left} ${left === 1 ? 'is' : 'are'} left.`;
}
