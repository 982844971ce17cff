import type { Code, Facts } from './messages.ts';

/** What a flow answers: a value, or a code from the catalogue with the facts its sentence needs. */
export type Result<T, C extends Code = Code> = Success<T> | Failure<C>;
type Success<T> = { readonly ok: true; readonly value: T };
export type Failure<C extends Code = Code> = { readonly ok: false; readonly code: C; readonly facts: Facts };

/** A success that carries `value`. */
export function succeed<T>(value: T): Success<T> {
  return { ok: true, value };
}

/** A refusal: `code` names the sentence in lib/messages.ts, `facts` fill it. */
export function refuse<C extends Code>(code: C, facts: Facts = {}): Failure<C> {
  return { ok: false, code, facts };
}

/**
 * What an action hands back to its form. `values` is what the person typed and may see again:
 * never a password, never a code. `recoveryCodes` travels once, right after they were made.
 */
export type FormState = {
  readonly status: 'idle' | 'done' | 'failed';
  /** A sentence about the whole form. */
  readonly message?: string;
  /** A sentence for each field, by the field's name. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly recoveryCodes?: readonly string[];
};

/** The state of a form that was not sent yet. */
export const idle: FormState = { status: 'idle' };

/** A server action as `useActionState` calls it. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;
