'use client';
import { useRef } from 'react';
import { Icon } from '#app/_ui/icon.tsx';
import { usePasskey } from '#app/_ui/use-passkey.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  words: Words['reauthentication']['fields']['passkey'];
  /** What is asked: a passkey in place of everything, or a security key in place of the code. */
  field?: 'assertion' | 'key';
  /** The only way on, rather than one beside the fields of the form. */
  isMain?: boolean;
  /** The path that says which passkeys may answer: by default those of whoever is signed in. */
  from?: string;
};

/**
 * A passkey in place of everything that the form around it asks for, or a security key in place of its code: what it
 * signs is sent with the form. Without a script, or in a browser without passkeys, there is nothing to see.
 */
export function ProveByPasskey({ words, field = 'assertion', isMain = false, from = '/profile/passkey' }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const send = (assertion: string) => {
    if (!input.current) return;
    input.current.value = assertion;
    input.current.form?.requestSubmit();
    // Good for one sending. What is typed afterwards is sent by itself.
    input.current.value = '';
  };
  const passkey = usePasskey(from, send);
  return (
    <div className="needs-script" data-ready={passkey.isReady || undefined} hidden={passkey.isUnsupported}>
      <input ref={input} type="hidden" name={field} defaultValue="" />
      {passkey.problem && (
        <p role="alert" className="field-error mb-2">
          {words[passkey.problem]}
        </p>
      )}
      <button
        type="button"
        className={isMain ? 'button button-primary' : 'button button-quiet button-wide'}
        aria-disabled={passkey.isAsking || undefined}
        onClick={passkey.ask}
      >
        <Icon name={field === 'key' ? 'key' : 'passkey'} />
        {passkey.isAsking ? words.pending : words.submit}
      </button>
    </div>
  );
}
