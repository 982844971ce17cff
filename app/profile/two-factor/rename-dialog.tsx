'use client';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { FormAction } from '#lib/result.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  words: Words['twoFactorDialogs']['rename'];
  action: FormAction;
  /** What is renamed: an authenticator or a passkey. */
  thing: { id: string; name: string };
  notice: string | null;
};

/** What its owner calls an authenticator or a passkey. */
export function RenameDialog({ words, action, thing, notice }: Props) {
  const [state, send] = useForm(action);
  return (
    <ModalDialog
      titleId="rename-title"
      closeTo="/profile/two-factor"
      returnFocusTo={[`rename-${thing.id}`, 'two-factor-heading']}
    >
      <DialogHead id="rename-title" focus="field">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={{ name: 'factor-name' }} />
        <Form action={send} noValidate className="space-y-5">
          <input type="hidden" name="about" value={thing.id} />
          <Field
            id="factor-name"
            name="name"
            label={words.name}
            hint={words.nameHint}
            error={state.fields?.['name']}
            defaultValue={state.values?.['name'] ?? thing.name}
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
