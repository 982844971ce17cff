'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { renewCodesAction } from './actions.ts';
import { CodesDialog } from './codes-dialog.tsx';
import type { GateProps, News } from './dialog-context.ts';

type Props = GateProps & {
  words: Words['oneTimePasswords']['renew']['form'] & { ends: string };
  news: News;
  /** A user who has just signed in with the last one is asked for no further code. */
  asksCode: boolean;
};

/** Replaces the set of one-time passwords. */
export function RenewDialog({ context, words, news, proof, notice, isRecovery, switchTo, asksCode }: Props) {
  const { state, send, takesFocus } = useSecondFactorForm(renewCodesAction, { isRecovery, notice });
  return (
    <CodesDialog
      context={context.codes}
      titleId="renew-title"
      returnFocusTo={['renew', 'two-factor-heading']}
      codes={state.recoveryCodes}
      news={news}
    >
      <DialogHead id="renew-title" focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{words.ends}</p>
        {!asksCode && <p>{words.usedLast}</p>}
        {proof}
        <Form action={send} noValidate className="space-y-5">
          {asksCode ? (
            <SecondFactorFields
              user={context}
              state={state}
              isRecovery={isRecovery}
              switchTo={switchTo}
              takesFocus={takesFocus}
            />
          ) : (
            <>
              <HiddenUsername email={context.email} />
              <OwnProof user={context} error={state.fields?.['password']} />
            </>
          )}
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
          </div>
        </Form>
      </div>
    </CodesDialog>
  );
}
