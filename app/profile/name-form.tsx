'use client';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { renameAction } from './actions.ts';

type Props = { name: string; unsaved: string | null; pageTitle: string };

/** The name that the corner shows. */
export function NameForm({ name, unsaved, pageTitle }: Props) {
  const [state, send] = useForm(renameAction);
  const isKept = unsaved !== null && state.status === 'idle';
  return (
    <Form action={send} noValidate className="space-y-5">
      <ErrorSummary state={state} pageTitle={pageTitle} ids={{ name: 'name' }} />
      <Field
        id="name"
        name="name"
        label="Name"
        type="text"
        autoComplete="name"
        hint={
          isKept ? 'You typed this before your session ended. It is not saved yet.' : 'Shown in the bottom-left corner.'
        }
        required
        defaultValue={state.values?.['name'] ?? unsaved ?? name}
        error={state.fields?.['name']}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
        <p role="status" className="font-semibold text-success">
          {state.status === 'done' && state.message}
        </p>
      </div>
    </Form>
  );
}
