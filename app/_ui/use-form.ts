'use client';
import { useActionState } from 'react';
import { offline, stalePage } from '#lib/messages.ts';
import { type FormAction, type FormState, idle } from '#lib/result.ts';

/**
 * `useActionState` for the forms of this product. On the server the action goes in bare, so that the form works
 * without JavaScript. In the browser a request that never arrived keeps the text that was typed.
 */
export function useForm(action: FormAction): [FormState, (form: FormData) => void, boolean] {
  return useActionState(typeof window === 'undefined' ? action : keepingText(action), idle);
}

function keepingText(action: FormAction): FormAction {
  return async (state, form) => {
    try {
      return await action(state, form);
    } catch (error) {
      const message = unreachable(error);
      if (!message) throw error;
      return { status: 'failed', message, values: harmlessTexts(form) };
    }
  };
}

/** The sentence for a request that did not reach its action; null for everything else, redirects among them. */
function unreachable(error: unknown): string | null {
  if (error instanceof TypeError) return offline;
  // After a new deployment the old page calls actions that are gone.
  return error instanceof Error && error.name === 'UnrecognizedActionError' ? stalePage : null;
}

function harmlessTexts(form: FormData): Record<string, string> {
  return Object.fromEntries(
    ['name', 'email'].flatMap((field) =>
      typeof form.get(field) === 'string' ? [[field, String(form.get(field))]] : [],
    ),
  );
}
