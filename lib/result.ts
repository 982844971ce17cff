import type { Facts } from './words/facts.ts';
import type { Code, Confirmation } from './words/say.ts';

/** What a flow returns: a value, or a code from the catalogue with the facts its sentence needs. */
export type Result<T, C extends Code = Code> = Success<T> | Failure<C>;
type Success<T> = { readonly ok: true; readonly value: T };
export type Failure<C extends Code = Code> = { readonly ok: false; readonly code: C; readonly facts: Facts };

/** Returns a success that carries `value`. */
export function succeed<T>(value: T): Success<T> {
  return { ok: true, value };
}

/** Returns a refusal: `code` names the sentence in lib/words/en/refusals.ts, `facts` fill it. */
export function refuse<C extends Code>(code: C, facts: Facts = {}): Failure<C> {
  return { ok: false, code, facts };
}

/** A refusal as it travels: no sentence, so that it can be said in any language. */
export type Refusal = Pick<Failure, 'code' | 'facts'>;

/** What an action returns. The pipeline (lib/web/action.ts) turns its codes into the sentences of a `FormState`. */
export type FormAnswer = Pick<FormState, 'values' | 'lists' | 'recoveryCodes' | 'passkeyOptions' | 'unknownPasskey'> & {
  readonly status: 'done' | 'failed';
  /** About the whole form. */
  readonly refusal?: Refusal;
  /** About each field, by the field's name. */
  readonly fieldRefusals?: Readonly<Record<string, Refusal>>;
  /** What has been done, where the form stays and says so. */
  readonly confirmation?: Confirmation;
};

/**
 * What a form shows. `values` is what the user typed and may see again: never a password, never a code. `recoveryCodes`
 * travels once, right after they were made.
 */
export type FormState = {
  readonly status: 'idle' | 'done' | 'failed';
  /** A sentence about the whole form. */
  readonly message?: string;
  /** What was refused, for code that does more than show the sentence. */
  readonly code?: Code;
  /** Set by the browser: the response never came, so that only a reload can tell what became of it. */
  readonly isCutOff?: true;
  /** A sentence for each field, by the field's name. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
  /** What the form shows before it acts, by names of its own. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly recoveryCodes?: readonly string[];
  /** What the browser makes a passkey with. */
  readonly passkeyOptions?: object;
  /** A passkey that no account has: the browser tells the password manager that keeps it. */
  readonly unknownPasskey?: { readonly rpId: string; readonly credentialId: string };
};

/** The state of a form that wasn't sent yet. */
export const idle: FormState = { status: 'idle' };

/** A server action as `useActionState` calls it. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;
