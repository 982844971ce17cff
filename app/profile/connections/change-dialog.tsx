'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { SecondFactorFields, secondFactorFieldIds } from '#app/profile/second-factor-fields.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import { connectAction, disconnectAction } from './actions.ts';

type Props = {
  kind: 'connect' | 'disconnect';
  provider: string;
  words: { title: string; text: string; cancel: string; submit: string; pending: string };
  user: Owner;
  /** In place of the password, for users without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** Where a code is asked for too: which field, and the same dialog with the other one. */
  code: { isRecovery: boolean; switchTo: string } | null;
};

/** Connects a provider, with consent there, or disconnects it: after re-authentication. */
export function ChangeDialog({ kind, provider, words, user, proof, notice, code }: Props) {
  const isConnect = kind === 'connect';
  const action = isConnect ? connectAction : disconnectAction;
  const { state, send, takesFocus } = useSecondFactorForm(action, { isRecovery: code?.isRecovery ?? false, notice });
  return (
    <ModalDialog
      titleId="change-title"
      closeTo="/profile/connections"
      returnFocusTo={[`change-${provider}`, 'connections-heading']}
    >
      <DialogHead id="change-title">{words.title}</DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={secondFactorFieldIds} />
        <p>{words.text}</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          <input type="hidden" name="provider" value={provider} />
          {code ? (
            <SecondFactorFields user={user} state={state} {...code} takesFocus={takesFocus} />
          ) : (
            <>
              <HiddenUsername email={user.email} />
              <OwnProof user={user} error={state.fields?.['password']} />
            </>
          )}
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton look={isConnect ? 'primary' : 'danger'} pendingLabel={words.pending}>
              {words.submit}
            </SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
