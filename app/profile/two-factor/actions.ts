'use server';
import { beginEnrolment } from '#lib/flows/begin-enrolment.ts';
import { confirmEnrolment } from '#lib/flows/confirm-enrolment.ts';
import { disableTwoFactor } from '#lib/flows/disable-two-factor.ts';
import { refuse } from '#lib/result.ts';
import { readTypedCode, readTypedRecoveryCode } from '#lib/rules/typed-code.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { rotateSession } from '#lib/web/session.ts';

const page = '/profile/two-factor';

/** Opens the Enable dialog: the same secret again while it is young, a new one with `startOver`. */
export const beginAction = signedAction({ fields: { startOver: text.optional() }, page }, async ({ startOver }, context, signed) => {
  const begun = await beginEnrolment(context, signed.userId, { startOver: startOver === 'yes' });
  return begun.ok ? { goTo: `${page}?dialog=enable` } : refusedForm(begun);
});

/** Turns two-factor on and hands the one-time passwords out, this once. */
export const enableAction = signedAction({ fields: { code: text, password: text.optional() }, page }, async ({ code, password = '' }, context, signed) => {
  const enrolled = await confirmEnrolment(context, signed, { code, password });
  if (enrolled.ok) {
    await rotateSession(signed.userId, enrolled.value.sessionId);
    refreshPages();
    return { status: 'done', recoveryCodes: enrolled.value.recoveryCodes };
  }
  const { whole, code: codeRefusal, proof } = enrolled.refusal;
  if (whole?.code === 'enrolment-expired') {
    await beginEnrolment(context, signed.userId, { startOver: true });
    refreshPages();
  }
  if (whole) return refusedForm(whole);
  // About the password field, or about the proof as a whole (locked, missing).
  const isAboutPassword = proof?.code.startsWith('password-');
  return {
    ...refusedFields({ code: codeRefusal ?? null, password: isAboutPassword && proof ? proof : null }),
    ...(proof && !isAboutPassword ? { message: refusedForm(proof).message } : {}),
  };
});

/** Turns two-factor off. */
export const disableAction = signedAction(
  { fields: { code: text.optional(), oneTimePassword: text.optional(), password: text.optional() }, page },
  async ({ code, oneTimePassword, password = '' }, context, signed) => {
    if ((code === undefined) === (oneTimePassword === undefined)) return refusedForm(refuse('page-stale'));
    const field = code === undefined ? 'oneTimePassword' : 'code';
    const guess = code === undefined ? readTypedRecoveryCode(oneTimePassword ?? '') : readTypedCode(code);
    const missing = signed.hasPassword && password === '' ? refuse('password-empty') : null;
    if (!guess.ok || missing) return refusedFields({ [field]: guess.ok ? null : guess, password: missing });
    const disabled = await disableTwoFactor(context, signed, { guess: guess.value, password });
    if (disabled.ok) {
      await rotateSession(signed.userId, disabled.value);
      refreshPages();
      return { goTo: `${page}?done=disabled` };
    }
    if (disabled.code === 'password-wrong') return refusedFields({ password: disabled });
    const isAboutCode = /^(code|clock|recovery-code)-/.test(disabled.code);
    return isAboutCode ? refusedFields({ [field]: disabled }) : refusedForm(disabled);
  },
);
