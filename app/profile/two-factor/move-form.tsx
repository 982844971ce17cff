'use client';
import { CheckField } from '#app/_ui/check-field.tsx';
import { CodeField } from '#app/_ui/code-field.tsx';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { FormState } from '#lib/result.ts';
import type { Words } from '#lib/words/shape.ts';
import { StepHeading } from './step-heading.tsx';

export type MoveWords = Words['twoFactorDialogs']['move']['form'] & {
  codeHint: string;
  /** What becomes of the one-time passwords otherwise. */
  kept: string;
  step: string;
};

type Props = {
  words: MoveWords;
  codeLabel: string;
  scan: React.ReactNode;
  state: FormState;
  send: (form: FormData) => void;
  isFew: boolean;
};

/** Second half of the move: scan with the new app and show that it works. */
export function MoveForm({ words, codeLabel, scan, state, send, isFew }: Props) {
  return (
    <>
      <DialogHead id="move-title" focus={state.status === 'idle' ? 'now' : 'heading'}>
        {words.title}
      </DialogHead>
      <ErrorSummary state={state} ids={{ code: 'code' }} />
      <div className="enrol">
        {scan}
        <section>
          <StepHeading number={2} step={words.step}>
            {words.heading}
          </StepHeading>
          <Form action={send} noValidate className="space-y-4">
            <CodeField label={codeLabel} hint={words.codeHint} error={state.fields?.['code']} />
            <CheckField
              id="renew-codes"
              name="renewCodes"
              label={words.renew}
              hint={words.kept}
              defaultChecked={isFew}
            />
            <p className="hint">{words.others}</p>
            <div className="actions">
              <LeaveButton>{words.cancel}</LeaveButton>
              <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
            </div>
          </Form>
        </section>
      </div>
    </>
  );
}
