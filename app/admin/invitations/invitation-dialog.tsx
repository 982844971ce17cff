'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { FormAction } from '#lib/result.ts';
import { resendInvitationAction, withdrawInvitationAction } from './actions.ts';
import type { InvitationAct } from './invitation-acts.ts';

type Props = {
  act: InvitationAct;
  page: string;
  email: string;
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  notice: string | null;
  title: string;
  text: React.ReactNode;
  words: { readonly button: string; readonly pending: string; readonly cancel: string };
};

const actions: Readonly<Record<InvitationAct, FormAction>> = {
  resend: resendInvitationAction,
  withdraw: withdrawInvitationAction,
};

/** Sends an invitation again, or takes it back. */
export function InvitationDialog({ act, page, email, admin, proof, notice, title, text, words }: Props) {
  const [state, send] = useForm(actions[act]);
  useReauthentication(state);
  return (
    <ModalDialog titleId="invitation-title" closeTo={page} returnFocusTo={[`${act}-${email}`, 'invitations-heading']}>
      <DialogHead id="invitation-title" focus="field">
        {title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={{ password: 'current-password' }} />
        <p>{text}</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          <input type="hidden" name="about" value={email} />
          <HiddenUsername email={admin.email} />
          <OwnProof user={admin} error={state.fields?.['password']} />
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton look={act === 'withdraw' ? 'danger' : 'primary'} pendingLabel={words.pending}>
              {words.button}
            </SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
