'use client';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { revokeOtherSessionsAction } from './actions.ts';

/** Asks before it ends every session but this one. */
export function EndOthersDialog({ count }: { count: number }) {
  const [state, send] = useForm(revokeOtherSessionsAction);
  return (
    <ModalDialog
      titleId="end-others-title"
      closeTo="/profile/sessions"
      returnFocusTo={['end-others', 'sessions-heading']}
    >
      <Form action={send} className="space-y-5">
        <FocusHeading id="end-others-title" takesFocus={false}>
          Sign out all other browsers
        </FocusHeading>
        <ErrorSummary state={state} />
        <p>
          {count === 1 ? 'One other browser is' : `${count} other browsers are`} signed out at once and{' '}
          {count === 1 ? 'has' : 'have'} to sign in again. This one stays signed in.
        </p>
        <div className="actions">
          <LeaveButton>Cancel</LeaveButton>
          <SubmitButton look="danger" pendingLabel="Signing out…">
            Sign out all other browsers
          </SubmitButton>
        </div>
      </Form>
    </ModalDialog>
  );
}
