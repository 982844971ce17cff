import 'server-only';
import type { ProvenPasskey } from '../flows/sign-in/steps/spend-passkey.ts';
import type { ProvedFactor } from '../flows/sign-in/steps/spend-second-factor.ts';
import { type Failure, type FormAnswer, refuse } from '../result.ts';
import { recoveryField } from '../rules/form/recovery-field.ts';
import { parseTypedCode, parseTypedRecoveryCode } from '../rules/two-factor/typed-code.ts';
import { text } from './action.ts';
import { refusedFields, refusedForm } from './form-state.ts';

/** The fields of every form that asks for a code (or a one-time password) and the password together. */
export const secondFactorFields = {
  code: text.optional(),
  [recoveryField]: text.optional(),
  password: text.optional(),
};

type Typed = { code?: string | undefined; [recoveryField]?: string | undefined; password?: string | undefined };
type Proved = { hasPassword: boolean; byPasskey?: ProvenPasskey };
type Read<G = ProvedFactor> = { submittedCode: G; password: string; refused: (failure: Failure) => FormAnswer };

/**
 * Parses such a form, or returns the state that says what is missing, each field in its place. `refused` attaches a
 * flow's refusal to its field. A form with both kinds of code, or none, is none of ours (attack C-16).
 */
export function parseSecondFactorForm(
  { code, [recoveryField]: oneTimePassword, password = '' }: Typed,
  signed: Proved,
): Read | { state: FormAnswer } {
  if (signed.byPasskey) return readProof(signed.byPasskey);
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
): Read<ProvedFactor | null> | { state: FormAnswer } {
  if (signed.byPasskey) return readProof(signed.byPasskey);
  if (typed.code !== undefined || typed[recoveryField] !== undefined) return parseSecondFactorForm(typed, signed);
  const { password = '' } = typed;
  if (signed.hasPassword && password === '') return { state: refusedFields({ password: refuse('password-empty') }) };
  return { submittedCode: null, password, refused: (failure) => attachToField('code', failure) };
}

/** As `parseSecondFactorForm`, for a form that asks for a code only where two-factor is on: the flow knows whether it is. */
export function parseSecondFactorFormIfEnabled(
  typed: Typed,
  signed: Proved,
): Read<ProvedFactor | null> | { state: FormAnswer } {
  if (signed.byPasskey) return readProof(signed.byPasskey);
  if (typed.code !== undefined || typed[recoveryField] !== undefined) return parseSecondFactorForm(typed, signed);
  return { submittedCode: null, password: typed.password ?? '', refused: (failure) => attachToField('code', failure) };
}

/** A passkey stands for every field of the form, whatever was typed into them. */
function readProof(byPasskey: ProvenPasskey): Read {
  return { submittedCode: byPasskey, password: '', refused: refusedForm };
}

function attachToField(field: string, failure: Failure): FormAnswer {
  if (failure.code.startsWith('password-')) return refusedFields({ password: failure });
  return /^(code|clock|recovery-code)-/.test(failure.code) ? refusedFields({ [field]: failure }) : refusedForm(failure);
}
