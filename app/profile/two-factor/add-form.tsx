'use client';
import { CodeField } from '#app/_ui/code-field.tsx';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { FormState } from '#lib/result.ts';
import type { Words } from '#lib/words/shape.ts';
import { StepHeading } from './step-heading.tsx';

export type AddWords = Words['twoFactorDialogs']['add']['form'] & { codeHint: string; step: string };

type Props = {
  words: AddWords;
  codeLabel: string;
  scan: React.ReactNode;
  state: FormState;
  send: (form: FormData) => void;
};

/** Second half of adding an authenticator: scan with the other app, show that it works, and name it. */
export function AddForm({ words, codeLabel, scan, state, send }: Props) {
  return (
    <>
      <DialogHead id="add-title" focus={state.status === 'idle' ? 'now' : 'heading'}>
        {words.title}
      </DialogHead>
      <ErrorSummary state={state} ids={{ code: 'code', name: 'authenticator-name' }} />
      <div className="enrol">
        {scan}
        <section>
          <StepHeading number={2} step={words.step}>
            {words.heading}
          </StepHeading>
          <Form action={send} noValidate className="space-y-4">
            <CodeField
              label={codeLabel}
              hint={words.codeHint}
              error={state.fields?.['code']}
              defaultValue={state.values?.['code']}
            />
            <Field
              id="authenticator-name"
              name="name"
              label={words.name}
              hint={words.nameHint}
              error={state.fields?.['name']}
              defaultValue={state.values?.['name']}
              autoComplete="off"
            />
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
