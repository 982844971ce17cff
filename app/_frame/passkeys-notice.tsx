import { keepPasskeysAction } from '#app/_frame/actions.ts';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { passkeysToCheck } from '#lib/flows/two-factor/check-passkeys.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords, requestLanguage } from '#lib/web/words.ts';
import { WaysIn } from './ways-in.tsx';
import { describeWaysInChoices } from './ways-in-choices.ts';

/** At the first sign-in after an administrator's reset: the passkeys that outlived it, for their owner to recognise. */
export async function PasskeysNotice({ signed }: { signed: CurrentUser }) {
  if (await readCookie('passkeys-checked')) return null;
  const context = await requestContext();
  const passkeys = await passkeysToCheck(context, signed);
  const list = describeWaysInChoices({
    ...{ waysIn: [], passkeys, factors: [], guarding: [] },
    ...{ isReported: false, canConfirm: false, now: context.now, language: await requestLanguage() },
  });
  if (!list) return null;
  const { heading, text, submit, pending } = (await myWords()).passkeys.afterReset;
  return (
    <section className="card mb-6 space-y-4" aria-label={heading}>
      <p>{text}</p>
      <PlainForm action={keepPasskeysAction} className="space-y-4" goesAway>
        <WaysIn list={{ ...list, heading }} kept={undefined} />
        <SubmitButton pendingLabel={pending}>{submit}</SubmitButton>
      </PlainForm>
    </section>
  );
}
