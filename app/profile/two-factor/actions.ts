'use server';
import { enrolmentName, factorName } from '#lib/flows/account/steps/object-state.ts';
import type { Context } from '#lib/flows/context.ts';
import { beginAddition, completeAddition } from '#lib/flows/two-factor/add-authenticator.ts';
import { beginEnrolment } from '#lib/flows/two-factor/begin-enrolment.ts';
import { confirmEnrolment } from '#lib/flows/two-factor/confirm-enrolment.ts';
import { disableTwoFactor } from '#lib/flows/two-factor/disable-two-factor.ts';
import { beginMove, completeMove } from '#lib/flows/two-factor/move-authenticator.ts';
import { objectToReset } from '#lib/flows/two-factor/object-to-reset.ts';
import { removeAuthenticator } from '#lib/flows/two-factor/remove-authenticator.ts';
import { renameAuthenticator } from '#lib/flows/two-factor/rename-authenticator.ts';
import { renewRecoveryCodes } from '#lib/flows/two-factor/renew-recovery-codes.ts';
import { parseFactorName } from '#lib/rules/two-factor/factor-name.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { forgetUnseenCodes } from '#lib/web/repeated-form.ts';
import {
  parseOptionalSecondFactorForm,
  parseSecondFactorForm,
  secondFactorFields,
} from '#lib/web/second-factor-form.ts';
import { rotateSession } from '#lib/web/session.ts';

const page = '/profile/two-factor';
const ownFactor = (context: Context, { userId }: { userId: string }) => factorName(context, userId);

/** Opens the Enable dialog: the same secret again while it is young, a new one with `startOver`. */
export const beginAction = signedAction(
  {
    fields: { startOver: text.optional() },
    page,
    allowWithoutTwoFactor: true,
    object: async (context, signed, { startOver }) => (startOver === 'yes' ? enrolmentName(context, signed) : null),
  },
  async ({ startOver }, context, signed) => {
    const begun = await beginEnrolment(context, signed, { startOver: startOver === 'yes' });
    return begun.ok ? { goTo: `${page}?dialog=enable` } : refusedForm(begun);
  },
);

/** Turns two-factor on and returns the one-time passwords, this once. */
export const enableAction = signedAction(
  { fields: { code: text, password: text.optional() }, page, allowWithoutTwoFactor: true, object: enrolmentName },
  async ({ code, password = '' }, context, signed) => {
    const enrolled = await confirmEnrolment(context, signed, { code, password });
    if (enrolled.ok) {
      await rotateSession(signed.userId, enrolled.value.sessionId);
      refreshPages();
      return { status: 'done', recoveryCodes: enrolled.value.recoveryCodes };
    }
    const { whole, code: codeRefusal, proof } = enrolled.refusal;
    if (whole?.code === 'enrolment-expired') {
      await beginEnrolment(context, signed, { startOver: true });
      refreshPages();
    }
    if (whole) return refusedForm(whole);
    // About the password field, or about the re-authentication as a whole (locked, missing).
    const isAboutPassword = proof?.code.startsWith('password-');
    return {
      ...refusedFields({ code: codeRefusal ?? null, password: isAboutPassword && proof ? proof : null }),
      ...(proof && !isAboutPassword ? { refusal: proof } : {}),
      // Right and unspent: users need not wait for the next one because of a mistyped password.
      ...(codeRefusal ? {} : { values: { code } }),
    };
  },
);

/** The page says that new one-time passwords are on the screen: they are not shown again. */
export const sawCodesAction = signedAction(
  { fields: {}, page, allowWithoutTwoFactor: true, object: 'none', isHarmlessTwice: true },
  async () => {
    await forgetUnseenCodes();
    return { status: 'done' };
  },
);

/** Turns two-factor off. */
export const disableAction = signedAction(
  { fields: secondFactorFields, page, object: ownFactor },
  async (typed, context, signed) => {
    const form = parseSecondFactorForm(typed, signed);
    if ('state' in form) return form.state;
    const disabled = await disableTwoFactor(context, signed, form);
    if (!disabled.ok) return form.refused(disabled);
    await rotateSession(signed.userId, disabled.value);
    refreshPages();
    return { goTo: `${page}?done=disabled` };
  },
);

/** "Keep it on": cancels a reset by a use of the factor. Only makes things safer, so it asks for no password. */
export const keepAction = signedAction(
  { fields: secondFactorFields, page, object: ownFactor },
  async (typed, context, signed) => {
    const form = parseSecondFactorForm(typed, { ...signed, hasPassword: false });
    if ('state' in form) return form.state;
    const kept = await objectToReset(context, signed.userId, form.submittedCode);
    if (!kept.ok) return form.refused(kept);
    refreshPages();
    return { goTo: page };
  },
);

/** "Get new one-time passwords": the earlier set is dead from here on. */
export const renewCodesAction = signedAction(
  { fields: secondFactorFields, page, object: ownFactor },
  async (typed, context, signed) => {
    const form = parseOptionalSecondFactorForm(typed, signed);
    if ('state' in form) return form.state;
    const renewed = await renewRecoveryCodes(context, signed, form);
    if (!renewed.ok) return form.refused(renewed);
    await rotateSession(signed.userId, renewed.value.sessionId);
    refreshPages();
    return { status: 'done', recoveryCodes: renewed.value.recoveryCodes };
  },
);

/** "Move to a new phone", first half: re-authentication, and a code of the old app or a one-time password. */
export const beginMoveAction = signedAction(
  { fields: { ...secondFactorFields, authenticator: text }, page, object: ownFactor },
  async ({ authenticator: authenticatorId, ...typed }, context, signed) => {
    const form = parseSecondFactorForm(typed, signed);
    if ('state' in form) return form.state;
    const begun = await beginMove(context, signed, { ...form, authenticatorId });
    if (!begun.ok) return form.refused(begun);
    await rotateSession(signed.userId, begun.value);
    refreshPages();
    return { goTo: `${page}?dialog=move&about=${authenticatorId}` };
  },
);

/** "Add an authenticator app", first half: re-authentication, and a code of one that is there or a one-time password. */
export const beginAdditionAction = signedAction(
  { fields: secondFactorFields, page, object: ownFactor },
  async (typed, context, signed) => {
    const form = parseSecondFactorForm(typed, signed);
    if ('state' in form) return form.state;
    const begun = await beginAddition(context, signed, form);
    if (!begun.ok) return form.refused(begun);
    await rotateSession(signed.userId, begun.value);
    refreshPages();
    return { goTo: `${page}?dialog=add` };
  },
);

/** Second half: a code of the added app, and its name. */
export const completeAdditionAction = signedAction(
  { fields: { code: text, name: text }, keep: ['name'], page, object: enrolmentName },
  async ({ code, name: typedName }, context, signed) => {
    const name = parseFactorName(typedName);
    // Nothing was evaluated, so the code is still good.
    if (!name.ok) return { ...refusedFields({ name }), values: { code, name: typedName } };
    const added = await completeAddition(context, signed, { code, name: name.value });
    // Back to the first half: a new QR code requires re-authentication again.
    if (!added.ok && added.code === 'enrolment-expired') return { goTo: `${page}?dialog=add&error=move-expired` };
    if (!added.ok) return /^(code|clock)-/.test(added.code) ? refusedFields({ code: added }) : refusedForm(added);
    await rotateSession(signed.userId, added.value);
    refreshPages();
    return { goTo: `${page}?done=added` };
  },
);

/** What its owner calls an authenticator. */
export const renameAction = signedAction(
  { fields: { about: text, name: text }, keep: ['name'], page, object: ownFactor, isHarmlessTwice: true },
  async ({ about: authenticatorId, name: typedName }, context, signed) => {
    const name = parseFactorName(typedName);
    if (!name.ok) return refusedFields({ name });
    const renamed = await renameAuthenticator(context, signed.userId, { authenticatorId, name: name.value });
    if (!renamed.ok) return refusedForm(renamed);
    refreshPages();
    return { goTo: page };
  },
);

/** Takes one of several authenticators off the account. */
export const removeAction = signedAction(
  { fields: { ...secondFactorFields, authenticator: text }, page, object: ownFactor },
  async ({ authenticator: authenticatorId, ...typed }, context, signed) => {
    const form = parseSecondFactorForm(typed, signed);
    if ('state' in form) return form.state;
    const removed = await removeAuthenticator(context, signed, { ...form, authenticatorId });
    if (!removed.ok) return form.refused(removed);
    await rotateSession(signed.userId, removed.value);
    refreshPages();
    return { goTo: `${page}?done=removed` };
  },
);

/** Second half: a code of the new app. */
export const completeMoveAction = signedAction(
  { fields: { code: text, renewCodes: text.optional() }, page, object: enrolmentName },
  async ({ code, renewCodes }, context, signed) => {
    const moved = await completeMove(context, signed, { code, renewCodes: renewCodes === 'yes' });
    // Back to the first half: a new QR code requires re-authentication again.
    if (!moved.ok && moved.code === 'enrolment-expired') return { goTo: `${page}?dialog=move&error=move-expired` };
    if (!moved.ok) return /^(code|clock)-/.test(moved.code) ? refusedFields({ code: moved }) : refusedForm(moved);
    await rotateSession(signed.userId, moved.value.sessionId);
    refreshPages();
    return moved.value.recoveryCodes
      ? { status: 'done', recoveryCodes: moved.value.recoveryCodes }
      : { goTo: `${page}?done=moved` };
  },
);
