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
import { ReasonField } from '#app/admin/reason-field.tsx';
import { remindAction } from './actions.ts';

type Props = {
  about: 'everyone' | 'overdue';
  page: string;
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  /** What was typed before the session ended. */
  unsaved: Readonly<Record<string, string>>;
  notice: string | null;
  words: Readonly<Record<'title' | 'text' | 'button' | 'pending' | 'reason' | 'reasonHint' | 'cancel', string>>;
};

/** Why everyone is reminded, and who does it. */
export function RemindDialog({ about, page, admin, proof, unsaved, notice, words }: Props) {
  const [state, send] = useForm(remindAction);
  useReauthentication(state);
  return (
    <ModalDialog titleId="remind-title" closeTo={page} returnFocusTo={[`remind-${about}`, 'reminders-heading']}>
      <DialogHead id="remind-title" focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={{ reason: 'reason', password: 'current-password' }} />
        <p>{words.text}</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          <input type="hidden" name="audience" value={about} />
          <HiddenUsername email={admin.email} />
          <ReasonField
            words={words}
            typed={state.values?.['reason'] ?? unsaved['reason']}
            error={state.fields?.['reason']}
            isFirst
          />
          <OwnProof user={admin} error={state.fields?.['password']} />
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton look="primary" pendingLabel={words.pending}>
              {words.button}
            </SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
