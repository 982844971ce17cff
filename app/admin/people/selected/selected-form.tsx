'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field, HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { ReasonField } from '#app/admin/reason-field.tsx';
import type { BulkAct } from '#lib/rules/account/bulk-act.ts';
import { actOnManyAction } from './actions.ts';

type Props = {
  act: BulkAct;
  /** Each as the action reads them: id, state and email. */
  who: readonly string[];
  list: string;
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  /** What was typed before the session ended. */
  unsaved: Readonly<Record<string, string>>;
  notice: string | null;
  words: Readonly<Record<'reason' | 'reasonHint' | 'count' | 'cancel' | 'button' | 'pending', string>>;
};

const ids = { reason: 'reason', count: 'count', password: 'current-password' };

/** Why, and who does it; before accounts are deleted also how many, typed out. */
export function SelectedForm({ act, who, list, admin, proof, unsaved, notice, words }: Props) {
  const [state, send] = useForm(actOnManyAction);
  useReauthentication(state);
  const typed = { ...unsaved, ...state.values };
  return (
    <div className="card space-y-5">
      <ErrorSummary state={state} notice={notice} ids={ids} />
      {proof}
      <Form action={send} noValidate className="space-y-5">
        <input type="hidden" name="act" value={act} />
        <input type="hidden" name="list" value={list} />
        {who.map((one) => (
          <input key={one} type="hidden" name="who" value={one} />
        ))}
        <HiddenUsername email={admin.email} />
        <ReasonField words={words} typed={typed['reason']} error={state.fields?.['reason']} />
        {act === 'delete' && (
          <Field
            id="count"
            name="count"
            label={words.count}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            required
            defaultValue={typed['count'] ?? ''}
            error={state.fields?.['count']}
          />
        )}
        <OwnProof user={admin} error={state.fields?.['password']} />
        <div className="actions">
          <PageLink href={list} className="button button-quiet">
            {words.cancel}
          </PageLink>
          <SubmitButton look={act === 'remind' ? 'primary' : 'danger'} pendingLabel={words.pending}>
            {words.button}
          </SubmitButton>
        </div>
      </Form>
    </div>
  );
}
