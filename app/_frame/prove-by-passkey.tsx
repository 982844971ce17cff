'use client';
import { useRef } from 'react';
import { Icon } from '#app/_ui/icon.tsx';
import { usePasskey } from '#app/_ui/use-passkey.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  words: Words['reauthentication']['fields']['passkey'];
  /** The only way on, rather than one beside the fields of the form. */
  isMain?: boolean;
  /** The path that says which passkeys may answer: by default those of whoever is signed in. */
  from?: string;
};

/**
 * A passkey in place of everything that the form around it asks for: what it signs is sent with the form. Without a
 * script, or in a browser without passkeys, there is nothing to see.
 */
export function ProveByPasskey({ words, isMain = false, from = '/profile/passkey' }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const send = (assertion: string) => {
    if (!field.current) return;
    field.current.value = assertion;
    field.current.form?.requestSubmit();
    // Good for one sending. What is typed afterwards is sent by itself.
    field.current.value = '';
  };
  const passkey = usePasskey(from, send);
  return (
    <div className="needs-script" data-ready={passkey.isReady || undefined} hidden={passkey.isUnsupported}>
      <input ref={field} type="hidden" name="assertion" defaultValue="" />
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
        <Icon name="passkey" />
        {passkey.isAsking ? words.pending : words.submit}
      </button>
    </div>
  );
}
