'use client';
import { useActionState, useEffect } from 'react';
import { type FormAction, type FormState, idle } from '#lib/result.ts';
import { type FormMark, markField, writeMark } from '#lib/rules/form/form-mark.ts';
import { useMark } from './form.tsx';
import { keepTexts, putTextsBack } from './kept-texts.ts';
import { type KitWords, useKitWords } from './kit-words.tsx';

/**
 * Waits before a form whose response didn't come is sent again. It arrives as the same one (lib/web/repeated-form.ts).
 */
const RETRIES_MS = [500, 2000];

/**
 * `useActionState` for the forms of this product. On the server the bare action is used, so that the form works without
 * JavaScript. In the browser a form whose response never arrived keeps the text that was typed.
 */
export function useForm(action: FormAction): [FormState, (form: FormData) => void, boolean] {
  const mark = useMark();
  const words = useKitWords();
  useEffect(() => {
    if (mark) putTextsBack(mark);
  }, [mark]);
  return useActionState(typeof window === 'undefined' || !mark ? action : reliably(action, mark, words), idle);
}

function reliably(action: FormAction, mark: FormMark, { offline, stalePage, cannotTell }: KitWords): FormAction {
  return async (state, form) => {
    const failed = (message: string): FormState => ({ status: 'failed', message, values: harmlessTexts(form) });
    if (!navigator.onLine && !(await canReachUs())) return failed(offline);
    // Each press is a sending of its own; each retry of it is not.
    form.set(markField, writeMark({ ...mark, id: crypto.randomUUID() }));
    for (const wait of [...RETRIES_MS, null]) {
      try {
        return await action(state, form);
      } catch (error) {
        // After a new deployment the old page calls actions that no longer exist.
        if (error instanceof Error && error.name === 'UnrecognizedActionError') {
          keepTexts(mark, harmlessTexts(form));
          return failed(stalePage);
        }
        if (!isCutOff(error)) throw error;
      }
      if (wait !== null) await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return { ...failed(cannotTell), isCutOff: true };
  };
}

/**
 * Called before anything is sent, so that "nothing was sent" is certain. The browser alone doesn't know: without a
 * network it still reaches a server on the same machine.
 */
async function canReachUs(): Promise<boolean> {
  return fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}

/** The response didn't come, or only a part of it. Everything else, redirects included, is for Next and React. */
function isCutOff(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    (error instanceof Error && /^(Connection closed|An unexpected response was received)/.test(error.message))
  );
}

function harmlessTexts(form: FormData): Record<string, string> {
  return Object.fromEntries(
    ['name', 'email', 'reason', 'emails', 'message'].flatMap((field) =>
      typeof form.get(field) === 'string' ? [[field, String(form.get(field))]] : [],
    ),
  );
}
