'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { EmailField } from '#app/_ui/email-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field, HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { addPersonAction } from '#app/admin/invitations/actions.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  unsaved: Readonly<Record<string, string>>;
  words: Words['invitations']['adding']['create'];
};

/** One account, whose owner chooses the password. */
export function AddPersonForm({ admin, proof, unsaved, words }: Props) {
  const [state, send] = useForm(addPersonAction);
  useReauthentication(state);
  const typed = { ...unsaved, ...state.values };
  return (
    <>
      <ErrorSummary state={state} ids={{ name: 'name', email: 'email', password: 'current-password' }} />
      {proof}
      <Form action={send} noValidate className="space-y-5">
        <HiddenUsername email={admin.email} />
        <Field
          id="name"
          name="name"
          label={words.name}
          type="text"
          autoComplete="off"
          required
          defaultValue={typed['name'] ?? ''}
          error={state.fields?.['name']}
        />
        <EmailField
          label={words.email}
          autoComplete="off"
          defaultValue={typed['email'] ?? ''}
          error={state.fields?.['email']}
        />
        <OwnProof user={admin} error={state.fields?.['password']} />
        <SubmitButton look="primary" pendingLabel={words.pending}>
          {words.submit}
        </SubmitButton>
      </Form>
    </>
  );
}
