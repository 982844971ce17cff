import { useEffect, useRef } from 'react';
import { isWholeCode } from '#lib/rules/two-factor/whole-code.ts';

/** A one-time password may begin with six digits: whoever types one goes on within this time. */
const REST_MS = 500;

/**
 * Sends the form by itself, once: when a whole code was typed, pasted or filled in and then rests. Not after the form
 * was sent before: a refused code is corrected in peace, and a correct one is spent.
 */
export function useUnaskedSubmit({ digits, isAllowed }: { digits: number; isAllowed: boolean }) {
  const isSent = useRef(false);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  return {
    onInput: ({ currentTarget: form, target }: React.InputEvent<HTMLFormElement>) => {
      clearTimeout(rest.current);
      if (!isAllowed || isSent.current || !(target instanceof HTMLInputElement)) return;
      if (isWholeCode(target.value, digits)) rest.current = setTimeout(() => form.requestSubmit(), REST_MS);
    },
    onSubmit: () => {
      clearTimeout(rest.current);
      isSent.current = true;
    },
  };
}
