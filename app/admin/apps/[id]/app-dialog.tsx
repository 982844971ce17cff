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
import type { FormAction } from '#lib/result.ts';
import type { ClientKind } from '#lib/rules/apps/client-kind.ts';
import type { Words } from '#lib/words/shape.ts';
import {
  changeAppAccessAction,
  disableAppAction,
  editAppAction,
  enableAppAction,
  removeAppAction,
  renewAppSecretAction,
} from '../actions.ts';
import type { DialogAct } from '../app-acts.ts';
import { AccessFields, type AgeChoice, type GroupChoice } from '../app-fields.tsx';
import { EditFields } from './edit-fields.tsx';

type Props = {
  act: DialogAct;
  page: string;
  appId: string;
  /** What is stored, by the names of the fields. */
  stored: Readonly<Record<string, string>>;
  kind: ClientKind;
  groups: readonly GroupChoice[];
  ages: readonly AgeChoice[];
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** What was typed before the session ended. */
  unsaved: Readonly<Record<string, string>>;
  said: Words['adminApps']['dialogs'][DialogAct];
  fields: Words['adminApps']['fields'];
  secretWords: Words['adminApps']['secret'];
  done: string;
};

const actions: Readonly<Record<DialogAct, FormAction>> = {
  edit: editAppAction,
  access: changeAppAccessAction,
  secret: renewAppSecretAction,
  'sign-in': editAppAction,
  'sign-out': editAppAction,
  hosts: editAppAction,
  disable: disableAppAction,
  enable: enableAppAction,
  remove: removeAppAction,
};
const fieldNames = [
  ...['name', 'description', 'launchUrl', 'redirects', 'age', 'signOut', 'backChannel', 'hosts', 'openPaths'],
  'reason',
];
const ids = { ...Object.fromEntries(fieldNames.map((name) => [name, name])), password: 'current-password' };

/** One thing that is done to an app: what is going to happen, why, and who does it. A secret is shown here, this once. */
export function AppDialog({
  act,
  page,
  appId,
  stored,
  groups,
  ages,
  admin,
  said,
  fields,
  secretWords,
  ...rest
}: Props) {
  const [state, send] = useForm(actions[act]);
  useReauthentication(state);
  const [secret] = state.recoveryCodes ?? [];
  const kept = state.values ?? (Object.keys(rest.unsaved).length > 0 ? rest.unsaved : stored);
  const isDangerous = act === 'disable' || act === 'remove';
  const isFilled = ['edit', 'access', 'sign-in', 'sign-out', 'hosts'].includes(act);
  return (
    <ModalDialog titleId="app-act-title" closeTo={page} returnFocusTo={[act, 'app-heading']}>
      <DialogHead id="app-act-title" focus={secret ? 'now' : 'field'}>
        {said.title}
      </DialogHead>
      {secret ? (
        <div className="space-y-4">
          <p>{secretWords.once}</p>
          <p className="code" translate="no">
            <bdi dir="ltr">{secret}</bdi>
          </p>
          <div className="actions">
            <CopyButton text={secret}>{secretWords.copy}</CopyButton>
            <LeaveButton look="primary">{rest.done}</LeaveButton>
          </div>
        </div>
      ) : (
        <div className="space-y-5">
          <ErrorSummary state={state} notice={rest.notice} ids={ids} />
          <p>{said.text}</p>
          {rest.proof}
          <Form action={send} noValidate className="space-y-5">
            <input type="hidden" name="app" value={appId} />
            <HiddenUsername email={admin.email} />
            <EditFields act={act} values={kept} errors={state.fields} fields={fields} ages={ages} kind={rest.kind} />
            {act === 'access' && <AccessFields values={kept} groups={groups} fields={fields} />}
            <ReasonField
              words={fields}
              typed={state.values?.['reason'] ?? rest.unsaved['reason']}
              error={state.fields?.['reason']}
              isFirst={!isFilled}
            />
            <OwnProof user={admin} error={state.fields?.['password']} />
            <div className="actions">
              <LeaveButton>{fields.cancel}</LeaveButton>
              <SubmitButton look={isDangerous ? 'danger' : 'primary'} pendingLabel={said.pending}>
                {said.button}
              </SubmitButton>
            </div>
          </Form>
        </div>
      )}
    </ModalDialog>
  );
}
