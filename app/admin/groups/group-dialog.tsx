'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field, HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { FormAction } from '#lib/result.ts';
import type { Words } from '#lib/words/shape.ts';
import {
  addMemberAction,
  createGroupAction,
  deleteGroupAction,
  removeMemberAction,
  renameGroupAction,
} from './actions.ts';
import type { GroupAct } from './group-acts.ts';

type Props = {
  act: GroupAct;
  page: string;
  /** Null where it is created. */
  group: { id: string; title: string } | null;
  /** Who is removed: their id, and their name as it is shown. */
  person?: { id: string; shown: React.ReactNode } | undefined;
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** What was typed before the session ended. */
  unsaved: Readonly<Record<string, string>>;
  said: Words['groups']['dialogs'][GroupAct];
  fields: Words['groups']['fields'];
};

const actions: Readonly<Record<GroupAct, FormAction>> = {
  create: createGroupAction,
  rename: renameGroupAction,
  add: addMemberAction,
  remove: removeMemberAction,
  delete: deleteGroupAction,
};
const ids = { title: 'title', name: 'name', email: 'email', reason: 'reason', password: 'current-password' };

/** One thing that is done to a group: what is going to happen, why, and who does it. */
export function GroupDialog({ act, page, group, person, admin, proof, notice, unsaved, said, fields }: Props) {
  const [state, send] = useForm(actions[act]);
  useReauthentication(state);
  const typed = (name: string) => state.values?.[name] ?? unsaved[name];
  const field = (name: 'title' | 'name' | 'email' | 'reason') => ({
    id: ids[name],
    name,
    label: fields[name],
    autoComplete: 'off',
    required: true,
    defaultValue: typed(name) ?? (name === 'title' ? group?.title : undefined),
    error: state.fields?.[name],
  });
  const isDangerous = act === 'delete' || act === 'remove';
  return (
    <ModalDialog
      titleId="group-act-title"
      closeTo={page}
      returnFocusTo={[person ? `${act}-${person.id}` : act, 'group-heading']}
    >
      <DialogHead id="group-act-title" focus="field">
        {said.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={ids} />
        {person?.shown}
        <p>{said.text}</p>
        {proof}
        <Form action={send} noValidate className="space-y-5">
          {group && <input type="hidden" name="group" value={group.id} />}
          {person && <input type="hidden" name="person" value={person.id} />}
          <HiddenUsername email={admin.email} />
          {(act === 'create' || act === 'rename') && (
            <Field {...field('title')} hint={fields.titleHint} data-first-focus="" />
          )}
          {act === 'create' && (
            <Field {...field('name')} hint={fields.nameHint} autoCapitalize="none" spellCheck={false} />
          )}
          {act === 'add' && <Field {...field('email')} type="email" hint={fields.emailHint} data-first-focus="" />}
          <Field
            {...field('reason')}
            hint={act === 'add' || act === 'remove' ? fields.memberReasonHint : fields.reasonHint}
            {...(isDangerous && { 'data-first-focus': '' })}
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
    </ModalDialog>
  );
}
