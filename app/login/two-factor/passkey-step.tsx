'use client';
import { startTransition, useState } from 'react';
import { Icon } from '#app/_ui/icon.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { useHydrated } from '#app/_ui/use-hydrated.ts';
import type { Words } from '#lib/words/shape.ts';
import { verifyPasskeyAction } from './actions.ts';

type Props = {
  words: Words['challenge']['passkey'];
  kind: 'passkey' | 'key';
  /** What is asked where the browser has no passkeys, or no script runs. */
  children: React.ReactNode;
};

/** The second factor by a passkey. Nothing opens by itself: people close a browser's dialog that they didn't ask for. */
export function PasskeyStep({ words, kind, children }: Props) {
  const [state, act, isSending] = useForm(verifyPasskeyAction);
  const [end, setEnd] = useState<'asking' | 'sent' | 'cancelled' | 'failed'>('sent');
  const isHydrated = useHydrated();
  const isReady = isHydrated && 'PublicKeyCredential' in globalThis;
  const isUnsupported = isHydrated && !isReady;
  const isBusy = isSending || end === 'asking';

  const send = (assertion: string) => {
    const form = new FormData();
    form.set('assertion', assertion);
    startTransition(() => act(form));
  };
  const press = async () => {
    if (isBusy) return;
    setEnd('asking');
    setEnd(
      // Loaded when it is used, as on the sign-in page.
      await import('#app/_ui/ask-for-passkey.ts').then(
        ({ askForPasskey }) => askForPasskey(send, '/login/two-factor/passkey'),
        () => 'failed',
      ),
    );
  };
  const problem = end === 'cancelled' || end === 'failed' ? words[end] : !isBusy && state.message;
  return (
    <>
      <div className="needs-script mt-5" data-ready={isReady || undefined} hidden={isUnsupported}>
        {problem && (
          <p role="alert" className="field-error mb-2">
            {problem}
          </p>
        )}
        <button
          type="button"
          className="button button-primary button-wide"
          aria-describedby="passkey-hint"
          aria-disabled={isBusy || undefined}
          onClick={press}
        >
          <Icon name="passkey" />
          {isBusy ? words[kind].pending : words[kind].submit}
        </button>
        <p id="passkey-hint" className="hint mt-2">
          {words[kind].hint}
        </p>
      </div>
      <div className={isUnsupported ? 'mt-5' : 'without-script mt-5'}>
        <p>{isUnsupported ? words.unsupported : words.needsScript}</p>
        {children}
      </div>
    </>
  );
}
