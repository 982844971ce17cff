'use client';
import { OwnPasswordField } from '#app/_frame/own-password-field.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field, HiddenUsername } from '#app/_ui/field.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SelectField } from '#app/_ui/select-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { performAdminAction } from './actions.ts';
import { type AdminActionName, adminActions } from './admin-actions.ts';

type Props = {
  act: AdminActionName;
  page: string;
  user: { id: string; name: string; email: string };
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** The reason typed before the session ended. */
  unsaved: string;
  /** The former addresses to choose from, by the change that left them. */
  formerAddresses: readonly { changeId: string; email: string }[];
};

/** What is going to happen, why, and who does it. A bypass code is shown here, this once. */
export function AdminActionDialog({ act, page, user, admin, proof, notice, unsaved, formerAddresses }: Props) {
  const [state, send] = useForm(performAdminAction);
  useReauthentication(state);
  const { label, explains, pending, look } = adminActions[act];
  const [code] = state.recoveryCodes ?? [];
  return (
    <ModalDialog titleId="act-title" closeTo={page} returnFocusTo={[act, 'person-heading']}>
      <div className="space-y-5">
        <FocusHeading id="act-title" takesFocus={code !== undefined}>
          {label}
        </FocusHeading>
        {code ? (
          <BypassCode code={code} name={user.name} />
        ) : (
          <>
            <ErrorSummary state={state} notice={notice} ids={{ reason: 'reason', password: 'current-password' }} />
            <p>
              For {user.name}, <bdi dir="ltr">{user.email}</bdi>. {explains}
            </p>
            {proof}
            <Form action={send} noValidate className="space-y-5">
              <input type="hidden" name="act" value={act} />
              <input type="hidden" name="person" value={user.id} />
              <HiddenUsername email={admin.email} />
              {act === 'undo-email' && (
                <SelectField
                  id="change"
                  name="change"
                  label="Address to give back"
                  options={formerAddresses.map(({ changeId, email }) => ({ value: changeId, label: email }))}
                  chosen={formerAddresses[0]?.changeId ?? ''}
                />
              )}
              <Field
                id="reason"
                name="reason"
                label="Reason"
                hint="Kept with the event. The person can read it."
                type="text"
                autoComplete="off"
                required
                defaultValue={state.values?.['reason'] ?? unsaved}
                error={state.fields?.['reason']}
                data-first-focus=""
              />
              {admin.hasPassword && <OwnPasswordField words={admin.proofWords} error={state.fields?.['password']} />}
              <div className="actions">
                <LeaveButton>Cancel</LeaveButton>
                <SubmitButton look={look === 'quiet' ? 'primary' : 'danger'} pendingLabel={pending}>
                  {label}
                </SubmitButton>
              </div>
            </Form>
          </>
        )}
      </div>
    </ModalDialog>
  );
}

function BypassCode({ code, name }: { code: string; name: string }) {
  return (
    <>
      <p>Read this code out to {name}. It works once, for 30 minutes, and is not shown again.</p>
      <p className="font-mono text-xl tracking-wide" translate="no">
        {code}
      </p>
      <p className="text-muted">
        At the sign-in, after the password: “Use a one-time password instead”. Then they make new one-time passwords,
        within ten minutes, and move to a new phone with one of them.
      </p>
      <div className="actions">
        <CopyButton text={code}>Copy</CopyButton>
        <LeaveButton look="primary">Done</LeaveButton>
      </div>
    </>
  );
}
