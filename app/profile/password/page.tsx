import { ReauthenticateForms } from '#app/_frame/reauthenticate-forms.tsx';
import { describeProof } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { describeWaysInChoices } from '#app/_frame/ways-in-choices.ts';
import { AddressStep } from '#app/profile/activity/address-step.tsx';
import { settings } from '#lib/config/env.ts';
import { describeWaysIn } from '#lib/flows/account/describe-account.ts';
import { describeYoungFactors } from '#lib/flows/account/steps/young-factor.ts';
import { recentAddressChange } from '#lib/flows/account/undo-in-session.ts';
import type { Context } from '#lib/flows/context.ts';
import { describeTwoFactor } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import type { Provider } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { shownProvider } from '#lib/web/oauth/recent-provider.ts';
import { pageError } from '#lib/web/page-error.ts';
import { requireSession } from '#lib/web/session.ts';
import { myWords, requestLanguage } from '#lib/web/words.ts';
import { formatsIn } from '#lib/words/catalogue.ts';
import { NotMeFirst, NotMeNext } from './not-me-steps.tsx';
import { PasswordForm } from './password-form.tsx';

async function describeChoices(context: Context, userId: string, provider: Provider | null) {
  return describeWaysInChoices({
    waysIn: await describeWaysIn(context, userId),
    factors: await describeYoungFactors(context, userId, provider),
    isReported: true,
    canConfirm: false,
    now: context.now,
    language: await requestLanguage(),
  });
}

export default async function PasswordPage({ searchParams }: PageProps<'/profile/password'>) {
  const signed = await requireSession('/profile/password', { allowWithoutTwoFactor: true });
  const { ways, isFresh, ...proof } = await describeProof(signed);
  const names = formatsIn(await requestLanguage()).or(proof.names);
  const context = await requestContext();
  const twoFactor = await describeTwoFactor(context, signed.userId);
  const query = await searchParams;
  const isAlarmed = query['reason'] === 'not-me';
  const change = isAlarmed ? await recentAddressChange(context, signed.userId) : null;
  const provider = isAlarmed ? await shownProvider(signed.userId, null) : null;
  const title = titleOf('Password');
  const mayChoose = signed.hasPassword || isFresh;
  return (
    <div className="space-y-5">
      <h2>Password</h2>
      {!signed.hasPassword && <p className="text-muted">You sign in with {names} and have no password.</p>}
      {change && !change.isUndoable && <AddressStep change={change} now={context.now} />}
      {/* Stays in its place when the first password is set, so that its form can say so. */}
      <PasswordForm
        email={signed.email}
        hasPassword={signed.hasPassword}
        mayChoose={mayChoose}
        minimum={settings().passwordMinLength}
        notice={await pageError(query)}
        pageTitle={title}
        newPassword={(await myWords()).kit.newPassword}
        waysIn={isAlarmed ? await describeChoices(context, signed.userId, provider) : null}
        before={isAlarmed && <NotMeFirst hasPassword={signed.hasPassword} names={names} />}
        after={isAlarmed && twoFactor.isOn && <NotMeNext />}
      />
      {!mayChoose && (
        <div className="space-y-3">
          <p>To set one, confirm first that it is you.</p>
          <ReauthenticateForms
            providers={ways}
            page={isAlarmed ? '/profile/password?reason=not-me' : '/profile/password'}
          />
        </div>
      )}
    </div>
  );
}
