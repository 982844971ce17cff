'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { resendManyAction } from '../actions.ts';

type Props = {
  /** Each as the action reads them: email, and when it was sent. */
  who: readonly string[];
  list: string;
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  notice: string | null;
  words: Readonly<Record<'cancel' | 'button' | 'pending', string>>;
};

/** Who does it. */
export function ResendForm({ who, list, admin, proof, notice, words }: Props) {
  const [state, send] = useForm(resendManyAction);
  useReauthentication(state);
  return (
    <div className="card space-y-5">
      <ErrorSummary state={state} notice={notice} ids={{ password: 'current-password' }} />
      {proof}
      <Form action={send} noValidate className="space-y-5">
        {who.map((one) => (
          <input key={one} type="hidden" name="who" value={one} />
        ))}
        <HiddenUsername email={admin.email} />
        <OwnProof user={admin} error={state.fields?.['password']} />
        <div className="actions">
          <PageLink href={list} className="button button-quiet">
            {words.cancel}
          </PageLink>
          <SubmitButton look="primary" pendingLabel={words.pending}>
            {words.button}
          </SubmitButton>
        </div>
      </Form>
    </div>
  );
}
