import { ReauthenticateForms } from '#app/_frame/reauthenticate-forms.tsx';
import { describeProof } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { describeWaysInChoices } from '#app/_frame/ways-in-choices.ts';
import { Setting } from '#app/_ui/setting.tsx';
import { AddressStep } from '#app/profile/activity/address-step.tsx';
import { settings } from '#lib/config/env.ts';
import { describeWaysIn } from '#lib/flows/account/describe-account.ts';
import { describePasskeysThatStay } from '#lib/flows/account/steps/unticked-passkeys.ts';
import { describeYoungFactors } from '#lib/flows/account/steps/young-factor.ts';
import { recentAddressChange } from '#lib/flows/account/undo-in-session.ts';
import type { Context } from '#lib/flows/context.ts';
import { describePasskeys } from '#lib/flows/two-factor/steps/describe-passkeys.ts';
import type { Provider } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { shownProvider } from '#lib/web/oauth/recent-provider.ts';
import { pageError } from '#lib/web/page-error.ts';
import { requireSession } from '#lib/web/session.ts';
import { twoFactorOf } from '#lib/web/two-factor.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { NotMeFirst, NotMeNext } from './not-me-steps.tsx';
import { PasswordForm } from './password-form.tsx';

async function describeChoices(context: Context, userId: string, provider: Provider | null) {
  return describeWaysInChoices({
    waysIn: await describeWaysIn(context, userId),
    passkeys: await describePasskeys(context, userId),
    factors: await describeYoungFactors(context, userId, provider),
    guarding: await describePasskeysThatStay(context, userId, provider),
    isReported: true,
    canConfirm: false,
    now: context.now,
    language: await requestLanguage(),
  });
}

export default async function PasswordPage({ searchParams }: PageProps<'/profile/password'>) {
  const signed = await requireSession('/profile/password', { allowWithoutTwoFactor: true });
  const { hasPassword } = signed;
  const language = await requestLanguage();
  const { password: words, kit } = wordsOf(language);
  const { ways, isFresh, names } = await describeProof(signed);
  const providers = names.length > 0 ? formatsIn(language).or(names) : null;
  const context = await requestContext();
  const twoFactor = await twoFactorOf(signed.userId);
  const query = await searchParams;
  const isAlarmed = query['reason'] === 'not-me';
  const change = isAlarmed ? await recentAddressChange(context, signed.userId) : null;
  const provider = isAlarmed ? await shownProvider(signed.userId, null) : null;
  const mayChoose = hasPassword || isFresh;
  const { heading, changeHere, changeThere, checkPasskeys, next } = words.notMe;
  const aboutNone = providers ? words.aboutNone({ providers }) : words.aboutPasskeyOnly;
  const changeElsewhere = providers ? changeThere({ providers }) : checkPasskeys;
  return (
    <div className="settings">
      <Setting title={words.title} about={hasPassword ? words.about : aboutNone}>
        {change && !change.isUndoable && (
          <div className="mb-3">
            <AddressStep change={change} now={context.now} />
          </div>
        )}
        {/* Stays in its place when the first password is set, so that its form can say so. */}
        <PasswordForm
          words={words.form}
          email={signed.email}
          hasPassword={hasPassword}
          mayChoose={mayChoose}
          minimum={settings().passwordMinLength}
          notice={await pageError(query)}
          pageTitle={titleOf(words.title)}
          newPassword={kit.newPassword}
          waysIn={isAlarmed ? await describeChoices(context, signed.userId, provider) : null}
          before={isAlarmed && <NotMeFirst heading={heading} text={hasPassword ? changeHere : changeElsewhere} />}
          after={isAlarmed && twoFactor.isOn && <NotMeNext words={next} />}
        />
        {!mayChoose && (
          <div className="card space-y-3">
            <p>{ways.length > 0 ? words.confirmFirst : words.signInFirst}</p>
            <ReauthenticateForms
              providers={ways}
              page={isAlarmed ? '/profile/password?reason=not-me' : '/profile/password'}
            />
          </div>
        )}
      </Setting>
    </div>
  );
}
