import { DrawnAbout } from '#app/_frame/drawn-for.tsx';
import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { connectionName } from '#lib/flows/account/steps/object-state.ts';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { ChangeDialog } from './change-dialog-on-demand.tsx';

type Props = {
  signed: CurrentUser;
  kind: 'connect' | 'disconnect';
  provider: Provider;
  notice: string | null;
  isRecovery: boolean;
};

/** The dialog that changes one provider, with everything it shows. */
export async function ConnectionDialog({ signed, kind, provider, notice, isRecovery }: Props) {
  const { title, text, form } = (await myWords()).connections[`${kind}Dialog`];
  const name = { provider: providerNames[provider] };
  const address = `/profile/connections?dialog=${kind}-${provider}`;
  const other = isRecovery ? address : `${address}&method=one-time-password`;
  const asksForCode = kind === 'connect' && signed.twoFactorSince !== null;
  const dialog = (
    <ChangeDialog
      kind={kind}
      provider={provider}
      words={{ ...form, title: title(name), text: text(name) }}
      user={await describeOwner(signed)}
      proof={<ReauthenticationFields signed={signed} page={address} />}
      notice={notice}
      code={asksForCode ? { isRecovery, switchTo: other } : null}
    />
  );
  if (kind === 'connect') return dialog;
  const object = await connectionName(await requestContext(), signed.userId, provider);
  return <DrawnAbout object={object ?? ''}>{dialog}</DrawnAbout>;
}
