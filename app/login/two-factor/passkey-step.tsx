'use client';
import { startTransition } from 'react';
import { Icon } from '#app/_ui/icon.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { usePasskey } from '#app/_ui/use-passkey.ts';
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

  const send = (assertion: string) => {
    const form = new FormData();
    form.set('assertion', assertion);
    startTransition(() => act(form));
  };
  const passkey = usePasskey('/login/two-factor/passkey', send);
  const isBusy = isSending || passkey.isAsking;
  const problem = passkey.problem ? words[passkey.problem] : !isBusy && state.message;
  return (
    <>
      <div className="needs-script mt-5" data-ready={passkey.isReady || undefined} hidden={passkey.isUnsupported}>
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
          onClick={() => isBusy || passkey.ask()}
        >
          <Icon name="passkey" />
          {isBusy ? words[kind].pending : words[kind].submit}
        </button>
        <p id="passkey-hint" className="hint mt-2">
          {words[kind].hint}
        </p>
      </div>
      <div className={passkey.isUnsupported ? 'mt-5' : 'without-script mt-5'}>
        <p>{passkey.isUnsupported ? words.unsupported : words.needsScript}</p>
        {children}
      </div>
    </>
  );
}
