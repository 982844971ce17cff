'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { ReasonField } from '#app/admin/reason-field.tsx';
import type { Words } from '#lib/words/shape.ts';
import { ActField } from './act-field.tsx';
import { performAdminAction } from './actions.ts';
import { type AdminActionName, adminActions, fieldOf, type SaidAction } from './admin-actions.ts';

type Props = {
  act: AdminActionName;
  page: string;
  userId: string;
  /** Whom it's about. */
  user: React.ReactNode;
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** What was typed before the session ended. */
  unsaved: Readonly<Record<string, string>>;
  /** The session that it is about, for `end-session`. */
  about: string | null;
  /** Their name as it is now. */
  name: string;
  /** The former addresses to choose from, by the change that left them. */
  formerAddresses: readonly { changeId: string; email: string }[];
  said: SaidAction;
  words: Words['person']['dialog'];
  /** Above a code that is shown. */
  readCode: React.ReactNode;
};

const ids = { name: 'name', email: 'email', reason: 'reason', password: 'current-password' };
/** Their button cancels something else already. */
const hasCancel: ReadonlySet<AdminActionName> = new Set(['keep-factor', 'stop-email']);

/** What is going to happen, why, and who does it. A bypass code is shown here, this once. */
export function AdminActionDialog({ act, page, user, userId, admin, said, words, ...rest }: Props) {
  const { proof, notice, unsaved, about, name, formerAddresses, readCode } = rest;
  const [state, send] = useForm(performAdminAction);
  useReauthentication(state);
  const [code] = state.recoveryCodes ?? [];
  return (
    <ModalDialog
      titleId="act-title"
      closeTo={page}
      returnFocusTo={[about ? `${act}-${about}` : `act-${act}`, 'person-heading']}
    >
      <DialogHead id="act-title" focus={code ? 'now' : 'field'}>
        {said.title}
      </DialogHead>
      {code ? (
        <div className="space-y-4">
          <p>{readCode}</p>
          <p className="code text-xl" translate="no">
            <bdi dir="ltr">{code}</bdi>
          </p>
          <p className="text-muted">{words.codeHow}</p>
          <div className="actions">
            <CopyButton text={code}>{words.copy}</CopyButton>
            <LeaveButton look="primary">{words.done}</LeaveButton>
          </div>
        </div>
      ) : (
        <div className="space-y-5">
          <ErrorSummary state={state} notice={notice} ids={ids} />
          {user}
          <p>{said.text}</p>
          {proof}
          <Form action={send} noValidate className="space-y-5">
            <input type="hidden" name="act" value={act} />
            <input type="hidden" name="person" value={userId} />
            <HiddenUsername email={admin.email} />
            {about && <input type="hidden" name="about" value={about} />}
            <ActField
              act={act}
              name={name}
              formerAddresses={formerAddresses}
              typed={{ ...unsaved, ...state.values }}
              errors={state.fields ?? {}}
              words={words}
            />
            <ReasonField
              words={words}
              typed={state.values?.['reason'] ?? unsaved['reason']}
              error={state.fields?.['reason']}
              isFirst={fieldOf(act) === null}
            />
            <OwnProof user={admin} error={state.fields?.['password']} />
            <div className="actions">
              <LeaveButton>{hasCancel.has(act) ? words.back : words.cancel}</LeaveButton>
              <SubmitButton look={adminActions[act].isDangerous ? 'danger' : 'primary'} pendingLabel={said.pending}>
                {said.button}
              </SubmitButton>
            </div>
          </Form>
        </div>
      )}
    </ModalDialog>
  );
}
