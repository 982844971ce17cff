import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { settings } from '#lib/config/env.ts';
import { DAY_MS } from '#lib/config/limits.ts';
import { describeConnections } from '#lib/flows/account/describe-account.ts';
import { providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { passkeysOf } from '#lib/web/passkeys.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { twoFactorOf } from '#lib/web/two-factor.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { DeleteDialog, EmailDialog } from './dialogs-on-demand.tsx';

type Props = {
  signed: CurrentUser;
  dialog: 'email' | 'delete';
  isRecovery: boolean;
  notice: string | null;
  unsavedEmail: string;
};

/** The dialog that the URL names, with everything it shows. */
export async function ProfileDialog({ signed, dialog, isRecovery, notice, unsavedEmail }: Props) {
  const language = await requestLanguage();
  const { profile: words, events } = wordsOf(language);
  const context = await requestContext();
  const twoFactor = await twoFactorOf(signed.userId);
  const address = (method: boolean) => `/profile?dialog=${dialog}${method ? '&method=one-time-password' : ''}`;
  const common = {
    user: await describeOwner(signed),
    proof: <ReauthenticationFields signed={signed} page={address(isRecovery)} />,
    notice,
    needsCode: twoFactor.isOn,
    isRecovery,
    switchTo: address(!isRecovery),
  };
  if (dialog === 'email') return <EmailDialog {...common} words={words.emailDialog} unsaved={unsavedEmail} />;
  const connected = (await describeConnections(context, signed.userId)).map(({ provider }) => providerNames[provider]);
  const passkeys = await passkeysOf(signed.userId);
  const { person, personWithPassword, ...deleted } = words.deleted;
  const email = <bdi dir="ltr">{signed.email}</bdi>;
  return (
    <DeleteDialog
      {...common}
      words={words.deleteDialog}
      deleted={[
        signed.hasPassword ? personWithPassword : person,
        ...(twoFactor.isOn ? [deleted.twoFactor] : []),
        ...(passkeys.length > 0 ? [deleted.passkeys] : []),
        ...(connected.length > 0 ? [deleted.connections({ providers: formatsIn(language).and(connected) })] : []),
        deleted.sessions,
      ]}
      stays={events.accountDeleted.stays({ days: settings().auditMs / DAY_MS })}
      confirmation={<Rich parts={words.confirmDeletion({ email })} />}
    />
  );
}
