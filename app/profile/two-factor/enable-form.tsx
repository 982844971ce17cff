'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import { CodeField } from '#app/_ui/code-field.tsx';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { FormState } from '#lib/result.ts';
import type { Words } from '#lib/words/shape.ts';
import type { DialogContext } from './dialog-context.ts';
import { StepHeading } from './step-heading.tsx';

type Said = Words['twoFactorDialogs']['enable'];
export type EnableWords = Said['form'] & { next: Said['next'] };

type Props = {
  context: DialogContext;
  words: EnableWords;
  step: string;
  scan: React.ReactNode;
  proof: React.ReactNode;
  state: FormState;
  notice: string | null;
  byPasskey: string;
  send: (form: FormData) => void;
};

/** Steps 1 and 2 in one view, beside each other where they fit: scan, then code and password. */
export function EnableForm({ context, words, step, scan, proof, state, notice, byPasskey, send }: Props) {
  const { email, proofWords } = context;
  return (
    <>
      <DialogHead id="enable-title">{words.title}</DialogHead>
      <ErrorSummary state={state} notice={notice} ids={{ code: 'code', password: 'current-password' }} />
      <div className="enrol">
        {scan}
        <section>
          <StepHeading number={2} step={step}>
            {words.heading}
          </StepHeading>
          {proof}
          <Form action={send} noValidate className="space-y-4">
            <HiddenUsername email={email} />
            <CodeField
              label={proofWords.code}
              hint={proofWords.codeHint}
              error={state.fields?.['code']}
              defaultValue={state.values?.['code']}
            />
            <OwnProof user={context} error={state.fields?.['password']} />
            <p className="hint">{words.next}</p>
            <PageLink href="/profile/two-factor?dialog=enable-by-passkey" replace className="link inline-block py-2">
              {byPasskey}
            </PageLink>
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
