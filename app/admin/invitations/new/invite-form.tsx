'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { useCounted } from '#app/_ui/counted.ts';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { TextArea } from '#app/_ui/text-area.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { inviteAction, previewInvitationsAction } from '../actions.ts';
import { InvitePreview } from './invite-preview.tsx';

type Props = {
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  unsaved: Readonly<Record<string, string>>;
  notice: string | null;
  words: Words['invitations']['adding']['invite'];
};

/** A pasted list: first what it would do, then one button that does it. */
export function InviteForm({ admin, proof, unsaved, notice, words }: Props) {
  const [preview, check] = useForm(previewInvitationsAction);
  const [sent, send] = useForm(inviteAction);
  useReauthentication(sent);
  const typed = { ...unsaved, ...sent.values, ...preview.values };
  const submit = useCounted(words.submit);
  const isChecked = preview.status === 'done';
  // Without JavaScript only the form that was sent last has a state.
  const fresh = preview.lists?.['fresh'] ?? sent.values?.['emails']?.split('\n') ?? [];
  return (
    <>
      <ErrorSummary state={preview} notice={notice} ids={{ emails: 'emails', message: 'message' }} />
      <Form action={check} noValidate className="space-y-5">
        <TextArea
          id="emails"
          name="emails"
          label={words.emails}
          hint={words.emailsHint}
          rows={8}
          dir="ltr"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          required
          defaultValue={typed['emails'] ?? ''}
          error={preview.fields?.['emails']}
        />
        <TextArea
          id="message"
          name="message"
          label={words.message}
          hint={words.messageHint}
          rows={3}
          defaultValue={typed['message'] ?? ''}
          error={preview.fields?.['message']}
        />
        <SubmitButton look={isChecked ? 'quiet' : 'primary'} pendingLabel={words.checking}>
          {words.preview}
        </SubmitButton>
      </Form>
      {preview.lists && <InvitePreview lists={preview.lists} words={words} />}
      {fresh.length > 0 && (isChecked || sent.status === 'failed') && (
        <Form action={send} noValidate className="space-y-5">
          <ErrorSummary state={sent} ids={{ password: 'current-password' }} />
          <input type="hidden" name="emails" value={fresh.join('\n')} />
          <input type="hidden" name="message" value={typed['message'] ?? ''} />
          {proof}
          <HiddenUsername email={admin.email} />
          <OwnProof user={admin} error={sent.fields?.['password']} />
          <SubmitButton look="primary" pendingLabel={words.pending}>
            {submit(fresh.length)}
          </SubmitButton>
        </Form>
      )}
    </>
  );
}
