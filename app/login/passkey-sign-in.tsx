'use client';
import { startTransition, useEffect } from 'react';
import { Icon } from '#app/_ui/icon.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { usePasskey } from '#app/_ui/use-passkey.ts';
import type { Words } from '#lib/words/shape.ts';
import { passkeyAction } from './actions.ts';

type Props = {
  words: Words['signIn']['passkey'];
  returnTo: string;
  /** A challenge lives a minute longer. */
  freshForMs: number;
};

const load = () => import('#app/_ui/ask-for-passkey.ts');

/**
 * Signs in with a passkey: in the list under the email field, or by the button. The package comes only where the browser
 * has passkeys, and nothing opens by itself. Without a script there is nothing to see.
 */
export function PasskeySignIn({ words, returnTo, freshForMs }: Props) {
  const [state, act, isSending] = useForm(passkeyAction);

  const send = (assertion: string) => {
    const form = new FormData();
    form.set('assertion', assertion);
    form.set('callbackUrl', returnTo);
    startTransition(() => act(form));
  };
  const passkey = usePasskey('/login/passkey', send);
  const isBusy = isSending || passkey.isAsking;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a page, with the form as it was drawn
  useEffect(() => {
    if (!passkey.isReady) return;
    const stop = load().then(
      ({ offerPasskeys }) => offerPasskeys(send, freshForMs),
      () => null,
    );
    return () => void stop.then((end) => end?.());
  }, [passkey.isReady]);

  const { unknownPasskey } = state;
  useEffect(() => {
    if (unknownPasskey)
      void load().then(
        ({ reportUnknown }) => reportUnknown(unknownPasskey),
        () => {},
      );
  }, [unknownPasskey]);

  const problem = passkey.problem ? words[passkey.problem] : !isBusy && state.message;
  return (
    <div className="needs-script mt-6" data-ready={passkey.isReady || undefined} hidden={passkey.isUnsupported}>
      {problem && (
        <p role="alert" className="field-error mb-2">
          {problem}
        </p>
      )}
      <button
        type="button"
        className="button button-quiet button-wide"
        aria-disabled={isBusy || undefined}
        onClick={() => isBusy || passkey.ask()}
      >
        <Icon name="passkey" />
        {isBusy ? words.pending : words.submit}
      </button>
      <p className="divider my-5">{words.or}</p>
    </div>
  );
}
