'use client';
import { useRef, useState } from 'react';
import { Icon } from '#app/_ui/icon.tsx';
import { useHydrated } from '#app/_ui/use-hydrated.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  words: Words['reauthentication']['fields']['passkey'];
  /** The only way on, rather than one beside the fields of the form. */
  isMain?: boolean;
};

/**
 * A passkey in place of everything that the form around it asks for: what it signs is sent with the form. Without a
 * script, or in a browser without passkeys, there is nothing to see.
 */
export function ProveByPasskey({ words, isMain = false }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [end, setEnd] = useState<'asking' | 'sent' | 'cancelled' | 'failed'>('sent');
  const isHydrated = useHydrated();
  const isReady = isHydrated && 'PublicKeyCredential' in globalThis;
  const isBusy = end === 'asking';
  const send = (assertion: string) => {
    if (!field.current) return;
    field.current.value = assertion;
    field.current.form?.requestSubmit();
    // Good for one sending. What is typed afterwards is sent by itself.
    field.current.value = '';
  };
  const press = async () => {
    if (isBusy) return;
    setEnd('asking');
    setEnd(
      await import('#app/_ui/ask-for-passkey.ts').then(
        ({ askForPasskey }) => askForPasskey(send, '/profile/passkey'),
        () => 'failed',
      ),
    );
  };
  return (
    <div className="needs-script" data-ready={isReady || undefined} hidden={isHydrated && !isReady}>
      <input ref={field} type="hidden" name="assertion" defaultValue="" />
      {(end === 'cancelled' || end === 'failed') && (
        <p role="alert" className="field-error mb-2">
          {words[end]}
        </p>
      )}
      <button
        type="button"
        className={isMain ? 'button button-primary' : 'button button-quiet button-wide'}
        aria-disabled={isBusy || undefined}
        onClick={press}
      >
        <Icon name="passkey" />
        {isBusy ? words.pending : words.submit}
      </button>
    </div>
  );
}
