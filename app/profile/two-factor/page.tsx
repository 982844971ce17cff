import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import type { AuthenticatorView, TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { relyingParty } from '#lib/rules/two-factor/relying-party.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { passkeysOf } from '#lib/web/passkeys.ts';
import { unseenCodes } from '#lib/web/repeated-form.ts';
import { requireSession } from '#lib/web/session.ts';
import { twoFactorOf } from '#lib/web/two-factor.ts';
import { myWords } from '#lib/web/words.ts';
import { PasskeySection } from './passkey-section.tsx';
import { dialogNames, TwoFactorDialogs } from './two-factor-dialogs.tsx';
import { doneThings, isDoneThere, TwoFactorDone } from './two-factor-done.tsx';
import { TwoFactorOff } from './two-factor-off.tsx';
import { TwoFactorOn } from './two-factor-on.tsx';
import { UnseenCodes } from './unseen-codes.tsx';

export default async function TwoFactorPage({ searchParams }: PageProps<'/profile/two-factor'>) {
  const signed = await requireSession('/profile/two-factor', { allowWithoutTwoFactor: true });
  const context = await requestContext();
  const query = await searchParams;
  const twoFactor = await twoFactorOf(signed.userId);
  const dialog = dialogNames.find((name) => name === query['dialog']);
  const done = doneThings.find((thing) => thing === query['done'] && isDoneThere(thing, twoFactor.isOn));
  const isDone = done !== undefined;
  const notice = await pageError(query);
  const passkeys = await passkeysOf(signed.userId);
  const passkeySection = (
    <PasskeySection
      passkeys={passkeys}
      canAdd={relyingParty(context.settings) !== null}
      canAddKey={twoFactor.isOn}
      now={context.now}
    />
  );
  const hasOthers = passkeys.some(({ otherHost }) => otherHost === null);
  const { twoFactor: words } = await myWords();
  return (
    <>
      <div className="space-y-5">
        {!dialog && twoFactor.isOn && (await unseenCodes()) && <UnseenCodes />}
        {done && <TwoFactorDone done={done} twoFactor={twoFactor} />}
        {twoFactor.isOn ? (
          <TwoFactorOn state={twoFactor} signed={signed} now={context.now} takesFocus={isDone} hasOthers={hasOthers}>
            {passkeySection}
          </TwoFactorOn>
        ) : (
          <>
            {query['for'] === 'administrators' && signed.role === 'admin' && (
              <Banner look="warning">
                <p>{words.off.forAdministrators}</p>
              </Banner>
            )}
            <TwoFactorOff takesFocus={isDone} notice={dialog ? null : notice} />
            <div className="settings">{passkeySection}</div>
          </>
        )}
      </div>
      {dialog && (
        <TwoFactorDialogs
          signed={signed}
          twoFactor={twoFactor}
          dialog={dialog}
          authenticator={chosenAuthenticator(twoFactor, dialog, query['about'])}
          hasOthers={hasOthers}
          passkeys={passkeys}
          passkey={passkeys.find(({ id }) => id === query['about']) ?? null}
          isRecovery={
            // Disabled codes open nothing: the other field comes first then.
            query['method'] === 'one-time-password' ||
            (twoFactor.isOn && twoFactor.disabled !== null && query['method'] !== 'code')
          }
          notice={notice}
        />
      )}
      <title>{titleOf(words.title)}</title>
    </>
  );
}

/**
 * Returns the authenticator that the URL names. A move without one is about the app that has to be set up again, or the
 * first; it stays open when the one that was named has just been replaced, since it may show new one-time passwords.
 */
function chosenAuthenticator(
  twoFactor: TwoFactorState,
  dialog: string,
  id: string | string[] | undefined,
): AuthenticatorView | null {
  const apps = twoFactor.isOn ? twoFactor.authenticators : [];
  const named = apps.find((app) => app.id === id);
  if (named || dialog !== 'move') return named ?? null;
  return apps.find(({ disabled }) => disabled) ?? apps[0] ?? null;
}
