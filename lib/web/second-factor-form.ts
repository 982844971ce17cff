import 'server-only';
import type { SessionRef } from '../flows/session-ref.ts';
import { signedByKey } from '../flows/sign-in/confirm-by-key.ts';
import type { ProvenPasskey } from '../flows/sign-in/steps/spend-passkey.ts';
import type { SubmittedFactor } from '../flows/sign-in/steps/spend-second-factor.ts';
import { type Failure, type FormAnswer, refuse } from '../result.ts';
import { recoveryField } from '../rules/form/recovery-field.ts';
import { parseTypedCode, parseTypedRecoveryCode } from '../rules/two-factor/typed-code.ts';
import { text } from './action.ts';
import { refusedFields, refusedForm } from './form-state.ts';

/**
 * The fields of every form that asks for a code, a one-time password or a security key, and the password together.
 * `key`: what the security key signed.
 */
export const secondFactorFields = {
  code: text.optional(),
  [recoveryField]: text.optional(),
  key: text.optional(),
  password: text.optional(),
};

type Typed = { [Field in keyof typeof secondFactorFields]?: string | undefined };
type Proved = SessionRef & { hasPassword: boolean; byPasskey?: ProvenPasskey };
type Read<G = SubmittedFactor> = { submittedCode: G; password: string; refused: (failure: Failure) => FormAnswer };

/**
 * Parses such a form, or returns the state that says what is missing, each field in its place. `refused` attaches a
 * flow's refusal to its field. A form with both kinds of code, or none, is none of ours (attack C-16).
 */
export function parseSecondFactorForm(
  { code, [recoveryField]: oneTimePassword, key, password = '' }: Typed,
  signed: Proved,
): Read | { state: FormAnswer } {
  if (signed.byPasskey) return readProof(signed.byPasskey);
  const isCodeAsked = code !== undefined || oneTimePassword !== undefined;
  if (key || (key !== undefined && !isCodeAsked)) return readKey(key, password, signed);
  if ((code === undefined) === (oneTimePassword === undefined)) return { state: refusedForm(refuse('page-stale')) };
  const field = code === undefined ? recoveryField : 'code';
  const submittedCode = code === undefined ? parseTypedRecoveryCode(oneTimePassword ?? '') : parseTypedCode(code);
  const missing = signed.hasPassword && password === '' ? refuse('password-empty') : null;
  if (!submittedCode.ok || missing) {
    const refused = refusedFields({ [field]: submittedCode.ok ? null : submittedCode, password: missing });
    // Nothing was evaluated, so nothing is spent: only a mistyped code, which is quicker typed than corrected, goes.
    const isKept = submittedCode.ok || field === recoveryField;
    return { state: isKept ? { ...refused, values: { [field]: code ?? oneTimePassword ?? '' } } : refused };
  }
  return { submittedCode: submittedCode.value, password, refused: (failure) => attachToField(field, failure) };
}

/**
 * As `parseSecondFactorForm`, for the form of a user who has no code left to show (lib/rules/two-factor/last-code.ts).
 */
export function parseOptionalSecondFactorForm(
  typed: Typed,
  signed: Proved,
): Read<SubmittedFactor | null> | { state: FormAnswer } {
  if (signed.byPasskey) return readProof(signed.byPasskey);
  if (bringsSecondFactor(typed)) return parseSecondFactorForm(typed, signed);
  const { password = '' } = typed;
  if (signed.hasPassword && password === '') return { state: refusedFields({ password: refuse('password-empty') }) };
  return { submittedCode: null, password, refused: (failure) => attachToField('code', failure) };
}

/** As `parseSecondFactorForm`, for a form that asks for a code only where two-factor is on: the flow knows whether it is. */
export function parseSecondFactorFormIfEnabled(
  typed: Typed,
  signed: Proved,
): Read<SubmittedFactor | null> | { state: FormAnswer } {
  if (signed.byPasskey) return readProof(signed.byPasskey);
  if (bringsSecondFactor(typed)) return parseSecondFactorForm(typed, signed);
  return { submittedCode: null, password: typed.password ?? '', refused: (failure) => attachToField('code', failure) };
}

/** Whether a form asked for a second factor; one where two-factor is off doesn't. */
export function bringsSecondFactor({ code, [recoveryField]: oneTimePassword, key }: Typed): boolean {
  return code !== undefined || oneTimePassword !== undefined || key !== undefined;
}

/** A security key stands for the code, whatever was typed into its field, and for nothing else. */
function readKey(key: string, password: string, signed: Proved): Read | { state: FormAnswer } {
  const missing = signed.hasPassword && password === '' ? refuse('password-empty') : null;
  // Nothing was evaluated, so nothing is spent.
  if (missing) return { state: refusedFields({ password: missing }) };
  if (key === '') return { state: refusedForm(refuse('key-missing')) };
  return {
    submittedCode: signedByKey(signed, key),
    password,
    refused: (failure) => attachToField('key', failure),
  };
}

/** A passkey stands for every field of the form, whatever was typed into them. */
function readProof(byPasskey: ProvenPasskey): Read {
  return { submittedCode: byPasskey, password: '', refused: refusedForm };
}

function attachToField(field: string, failure: Failure): FormAnswer {
  if (failure.code.startsWith('password-')) return refusedFields({ password: failure });
  return /^(code|clock|recovery-code)-/.test(failure.code) ? refusedFields({ [field]: failure }) : refusedForm(failure);
}
