'use client';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { revokeOtherSessionsAction } from './actions.ts';

type Props = { words: Words['sessions']['dialog']; text: string };

/** Asks before it ends every session but this one. */
export function EndOthersDialog({ words, text }: Props) {
  const [state, send] = useForm(revokeOtherSessionsAction);
  return (
    <ModalDialog
      titleId="end-others-title"
      closeTo="/profile/sessions"
      returnFocusTo={['end-others', 'sessions-heading']}
    >
      <DialogHead id="end-others-title">{words.title}</DialogHead>
      <Form action={send} className="space-y-5">
        <ErrorSummary state={state} />
        <p>{text}</p>
        <div className="actions">
          <LeaveButton>{words.cancel}</LeaveButton>
          <SubmitButton look="danger" pendingLabel={words.pending}>
            {words.submit}
          </SubmitButton>
        </div>
      </Form>
    </ModalDialog>
  );
}
