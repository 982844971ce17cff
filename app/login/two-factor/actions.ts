'use server';
import { refuse } from '#lib/result.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';
import { challengeAction, openAction, text } from '#lib/web/action.ts';
import { startAgain } from '#lib/web/begun-sign-in.ts';
import { abandonChallenge } from '#lib/web/challenge.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { signInWith } from '#lib/web/oauth/sign-in.ts';
import { landingPage } from '#lib/web/session.ts';

/** Second factor: the code of the app, or a one-time password in its own field. */
export const verifyAction = challengeAction(
  { fields: { code: text.optional(), [recoveryField]: text.optional() } },
  async ({ code, [recoveryField]: oneTimePassword }, challenge) => {
    // A form that holds both, or neither, is none of ours (attack C-16).
    if ((code === undefined) === (oneTimePassword === undefined)) return refusedForm(refuse('page-stale'));
    const typed = code === undefined ? { oneTimePassword: oneTimePassword ?? '' } : { code };
    const passed = await signInWith({ provider: 'second-factor', ...typed }, challenge.returnTo);
    if (passed.ok) return { goTo: await landingPage(passed.value) };
    if (passed.code === 'challenge-expired' || passed.code === 'challenge-spent')
      return { goTo: await startAgain(passed.code) };
    if (passed.code === 'too-many-attempts' || passed.code === 'sign-in-failed') return refusedForm(passed);
    const refused = refusedFields({ [code === undefined ? recoveryField : 'code']: passed });
    // Nothing was evaluated: sixteen characters need not be typed again because of one.
    return passed.code === 'recovery-code-shape'
      ? { ...refused, values: { [recoveryField]: oneTimePassword ?? '' } }
      : refused;
  },
);

/** Second factor: one of the user's own passkeys or security keys. */
export const verifyPasskeyAction = challengeAction(
  { fields: { assertion: text } },
  async ({ assertion }, challenge) => {
    const passed = await signInWith({ provider: 'second-factor', assertion }, challenge.returnTo);
    if (passed.ok) return { goTo: await landingPage(passed.value) };
    return passed.code === 'challenge-expired' || passed.code === 'challenge-spent'
      ? { goTo: await startAgain(passed.code) }
      : refusedForm(passed);
  },
);

/** "Use a different account". */
export const cancelAction = openAction({ fields: {}, drawnFor: 'anyone', isHarmlessTwice: true }, async () => {
  await abandonChallenge();
  return { goTo: '/login' };
});
