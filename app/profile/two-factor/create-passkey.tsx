'use client';
import { startTransition, useState } from 'react';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { NeedsScript } from '#app/_ui/needs-script.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { completePasskeyAction } from './passkey-actions.ts';

type Props = {
  words: Words['passkeys']['create'];
  needsScript: string;
  kind: 'passkey' | 'security-key';
  /** What the browser makes the passkey with (WebAuthn's creation options, as JSON). */
  options: object;
};

/** The browser asks where to keep the passkey, or for the key, and the form brings what it made. */
export function CreatePasskey({ words, needsScript, kind, options }: Props) {
  const [state, send, isSending] = useForm(completePasskeyAction);
  const [isAsking, setIsAsking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const create = async () => {
    setIsAsking(true);
    setTrouble(null);
    try {
      const made = await makePasskey(options);
      const form = new FormData();
      form.set('credential', JSON.stringify(made));
      form.set('kind', kind);
      startTransition(() => send(form));
    } catch (error) {
      setTrouble(words[troubleOf(error)]);
    }
    setIsAsking(false);
  };
  const isBusy = isAsking || isSending;
  return (
    <>
      <DialogHead id="passkey-title" focus="now">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={trouble ? { status: 'idle' } : state} notice={trouble} />
        <p>{words.text}</p>
        <NeedsScript otherwise={needsScript}>
          <div className="actions">
            <LeaveButton>{words.cancel}</LeaveButton>
            {state.status === 'failed' ? (
              <a href={`/profile/two-factor?dialog=add-${kind}`} className="button button-primary">
                {words.again}
              </a>
            ) : (
              <button type="button" className="button button-primary" disabled={isBusy} onClick={create}>
                {isBusy ? words.pending : words.submit}
              </button>
            )}
          </div>
        </NeedsScript>
      </div>
    </>
  );
}

/** Loaded when it is used: few pages need it. */
async function makePasskey(options: object) {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return startRegistration({ optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'] });
}

/** What a browser says that made none (WebAuthn L3 §5.1.3). */
function troubleOf(error: unknown): 'known' | 'cancelled' | 'cannot' {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'known';
  return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'cannot';
}
