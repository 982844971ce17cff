import 'server-only';
import type { Failure } from '../result.ts';
import { type FormAnswer, refuse } from '../result.ts';
import { recoveryField } from '../rules/form/recovery-field.ts';
import { parseTypedCode, parseTypedRecoveryCode, type SubmittedCode } from '../rules/two-factor/typed-code.ts';
import { text } from './action.ts';
import { refusedFields, refusedForm } from './form-state.ts';

/** The fields of the pages that undo a change of email, or object: a code of either kind, or none. */
export const disputeFields = { code: text.optional(), [recoveryField]: text.optional() };

type Typed = { code?: string | undefined; [recoveryField]?: string | undefined };

/** Parses such a form. An empty field is no code: the flow knows whether one is needed. */
export function readDisputeForm({
  code,
  [recoveryField]: oneTimePassword,
}: Typed): { submittedCode: SubmittedCode | null; refused: (failure: Failure) => FormAnswer } | { state: FormAnswer } {
  if (code !== undefined && oneTimePassword !== undefined) return { state: refusedForm(refuse('page-stale')) };
  const field = oneTimePassword === undefined ? 'code' : recoveryField;
  const typed = (oneTimePassword ?? code ?? '').trim();
  const refused = (failure: Failure) => {
    const isEmpty = failure.code === 'code-empty';
    if (isEmpty) return refusedFields({ [field]: refuse(field === 'code' ? 'code-empty' : 'recovery-code-empty') });
    return /^(code|clock|recovery-code)-/.test(failure.code)
      ? refusedFields({ [field]: failure })
      : refusedForm(failure);
  };
  if (typed === '') return { submittedCode: null, refused };
  const submittedCode = field === 'code' ? parseTypedCode(typed) : parseTypedRecoveryCode(typed);
  return submittedCode.ok
    ? { submittedCode: submittedCode.value, refused }
    : { state: refusedFields({ [field]: submittedCode }) };
}
