import 'server-only';
import type { Failure } from '../result.ts';
import { type FormAnswer, refuse } from '../result.ts';
import { recoveryField } from '../rules/form/recovery-field.ts';
import { parseTypedCode, parseTypedRecoveryCode, type SubmittedCode } from '../rules/two-factor/typed-code.ts';
import { text } from './action.ts';
import { refusedFields, refusedForm } from './form-state.ts';

/** The fields of the pages that undo a change of email, or object: a code of either kind, a passkey, or neither. */
export const disputeFields = { code: text.optional(), [recoveryField]: text.optional(), assertion: text.optional() };

type Typed = { [field in keyof typeof disputeFields]?: string | undefined };

type Read = {
  submittedCode: SubmittedCode | null;
  /** What a passkey signed; then what was typed isn't looked at. */
  assertion: string | null;
  refused: (failure: Failure) => FormAnswer;
};

/** Parses such a form. An empty field is no code: the flow knows whether one is needed. */
export function readDisputeForm({
  code,
  [recoveryField]: oneTimePassword,
  assertion,
}: Typed): Read | { state: FormAnswer } {
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
  if (assertion) return { submittedCode: null, assertion, refused };
  if (typed === '') return { submittedCode: null, assertion: null, refused };
  const submittedCode = field === 'code' ? parseTypedCode(typed) : parseTypedRecoveryCode(typed);
  return submittedCode.ok
    ? { submittedCode: submittedCode.value, assertion: null, refused }
    : { state: refusedFields({ [field]: submittedCode }) };
}
