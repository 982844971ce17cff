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
import type { FormAction } from '#lib/result.ts';
import type { GateProps } from './dialog-context.ts';

type FieldsProps = GateProps & {
  titleId: string;
  words: { title: string; cancel: string; submit: string; pending: string };
  /** What is about to happen. */
  children: React.ReactNode;
  /** What else there is to know. */
  note?: string | false;
  /** What it is about, where that is one of several: the name of its hidden field, and its id. */
  about?: { name: 'authenticator' | 'passkey' | 'kind'; id: string };
  look?: 'danger';
  /** Without two-factor only the password is asked. */
  asksCode?: boolean;
};

/** As `ProofForm`, for a dialog that goes on with what the action returns. */
export function ProofFields({
  titleId,
  words,
  children,
  note,
  about,
  look,
  asksCode = true,
  context,
  proof,
  notice,
  isRecovery,
  switchTo,
  state,
  send,
  takesFocus,
}: FieldsProps & ReturnType<typeof useSecondFactorForm>) {
  return (
    <>
      <DialogHead id={titleId} focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{children}</p>
        {note && <p>{note}</p>}
        {proof}
        <Form action={send} noValidate className="space-y-5">
          {about && <input type="hidden" name={about.name} value={about.id} />}
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
            <SubmitButton {...(look && { look })} pendingLabel={words.pending}>
              {words.submit}
            </SubmitButton>
          </div>
        </Form>
      </div>
    </>
  );
}

/** What a dialog asks before it goes on: a code or a one-time password, and re-authentication. */
export function ProofForm({ action, ...fields }: FieldsProps & { action: FormAction }) {
  return <ProofFields {...fields} {...useSecondFactorForm(action, fields)} />;
}
