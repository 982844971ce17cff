'use client';
import { startTransition, useEffect, useState } from 'react';
import { Icon } from '#app/_ui/icon.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { useHydrated } from '#app/_ui/use-hydrated.ts';
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
  const [end, setEnd] = useState<'asking' | 'sent' | 'cancelled' | 'failed'>('sent');
  const isHydrated = useHydrated();
  const isReady = isHydrated && 'PublicKeyCredential' in globalThis;
  const isBusy = isSending || end === 'asking';

  const send = (assertion: string) => {
    const form = new FormData();
    form.set('assertion', assertion);
    form.set('callbackUrl', returnTo);
    startTransition(() => act(form));
  };
  const press = async () => {
    if (isBusy) return;
    setEnd('asking');
    setEnd(
      await load().then(
        ({ askForPasskey }) => askForPasskey(send),
        () => 'failed',
      ),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a page, with the form as it was drawn
  useEffect(() => {
    if (!isReady) return;
    const stop = load().then(
      ({ offerPasskeys }) => offerPasskeys(send, freshForMs),
      () => null,
    );
    return () => void stop.then((end) => end?.());
  }, [isReady]);

  const { unknownPasskey } = state;
  useEffect(() => {
    if (unknownPasskey)
      void load().then(
        ({ reportUnknown }) => reportUnknown(unknownPasskey),
        () => {},
      );
  }, [unknownPasskey]);

  const problem = end === 'cancelled' || end === 'failed' ? words[end] : !isBusy && state.message;
  return (
    <div className="needs-script mt-6" data-ready={isReady || undefined} hidden={isHydrated && !isReady}>
      {problem && (
        <p role="alert" className="field-error mb-2">
          {problem}
        </p>
      )}
      <button
        type="button"
        className="button button-quiet button-wide"
        aria-disabled={isBusy || undefined}
        onClick={press}
      >
        <Icon name="passkey" />
        {isBusy ? words.pending : words.submit}
      </button>
      <p className="divider my-5">{words.or}</p>
    </div>
  );
}
