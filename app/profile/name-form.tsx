'use client';
import { SignalPasskeys } from '#app/_frame/signal-passkeys.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { renameAction } from './actions.ts';

type Props = { words: Words['profile']['nameForm']; name: string; unsaved: string | null; pageTitle: string };

/** The name that the sidebar shows. */
export function NameForm({ words, name, unsaved, pageTitle }: Props) {
  const [state, send] = useForm(renameAction);
  const isKept = unsaved !== null && state.status === 'idle';
  return (
    <Form action={send} noValidate className="card card-flush">
      <div className="card-body space-y-4">
        <ErrorSummary state={state} pageTitle={pageTitle} ids={{ name: 'name' }} />
        <Field
          id="name"
          name="name"
          label={words.name}
          type="text"
          autoComplete="name"
          hint={isKept && words.unsaved}
          required
          defaultValue={state.values?.['name'] ?? unsaved ?? name}
          error={state.fields?.['name']}
        />
      </div>
      <div className="card-foot">
        <p role="status" className="done">
          {state.status === 'done' && (
            <>
              <Icon name="done" size="small" />
              {state.message}
            </>
          )}
        </p>
        {state.status === 'done' && <SignalPasskeys key={state.values?.['name']} />}
        <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
      </div>
    </Form>
  );
}
