'use client';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { renameAction } from './actions.ts';

type Props = {
  words: Words['twoFactorDialogs']['rename'];
  authenticator: { id: string; name: string };
  notice: string | null;
};

/** What its owner calls an authenticator. */
export function RenameDialog({ words, authenticator, notice }: Props) {
  const [state, send] = useForm(renameAction);
  return (
    <ModalDialog
      titleId="rename-title"
      closeTo="/profile/two-factor"
      returnFocusTo={[`rename-${authenticator.id}`, 'two-factor-heading']}
    >
      <DialogHead id="rename-title" focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={{ name: 'authenticator-name' }} />
        <Form action={send} noValidate className="space-y-5">
          <input type="hidden" name="authenticator" value={authenticator.id} />
          <Field
            id="authenticator-name"
            name="name"
            label={words.name}
            hint={words.nameHint}
            error={state.fields?.['name']}
            defaultValue={state.values?.['name'] ?? authenticator.name}
            autoComplete="off"
            autoFocus
          />
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
          </div>
        </Form>
      </div>
    </ModalDialog>
  );
}
