import { DrawnAbout } from '#app/_frame/drawn-for.tsx';
import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { settings } from '#lib/config/env.ts';
import { limits } from '#lib/config/limits.ts';
import { enrolmentName, factorName } from '#lib/flows/account/steps/object-state.ts';
import { type Enrolment, readEnrolment } from '#lib/flows/two-factor/begin-enrolment.ts';
import type { DescribedPasskey } from '#lib/flows/two-factor/steps/describe-passkeys.ts';
import type { AuthenticatorView, TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { isYoung } from '#lib/rules/account/proof-age.ts';
import { timeAgo } from '#lib/rules/account/time-ago.ts';
import { sayBrowser } from '#lib/rules/events/say-browser.ts';
import { cameByLastCode } from '#lib/rules/two-factor/last-code.ts';
import { requestContext } from '#lib/web/context.ts';
import { unseenCodes } from '#lib/web/repeated-form.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords, requestLanguage } from '#lib/web/words.ts';
import { formatsIn } from '#lib/words/catalogue.ts';
import { renameAction } from './actions.ts';
import { AddDialog } from './add-dialog.tsx';
import { AddPasskeyDialog } from './add-passkey-dialog.tsx';
import { CodesAgainDialog } from './codes-again-dialog.tsx';
import { describeCodes } from './describe-codes.tsx';
import { DisableDialog } from './disable-dialog.tsx';
import { EnableByPasskeyDialog } from './enable-by-passkey-dialog.tsx';
import { EnableDialog } from './enable-dialog.tsx';
import { KeepDialog } from './keep-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { renamePasskeyAction } from './passkey-actions.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { RemovePasskeyDialog } from './remove-passkey-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { RenewDialog } from './renew-dialog.tsx';
import { ScanStep } from './scan-step.tsx';

const page = '/profile/two-factor';

type Props = {
  signed: CurrentUser;
  twoFactor: TwoFactorState;
  dialog:
    | 'codes'
    | 'enable'
    | 'enable-by-passkey'
    | 'disable'
    | 'renew'
    | 'move'
    | 'keep'
    | 'add'
    | 'rename'
    | 'remove'
    | 'add-passkey'
    | 'add-security-key'
    | 'rename-passkey'
    | 'remove-passkey';
  /** The authenticator that the URL names; null where it names none that is there. */
  authenticator: AuthenticatorView | null;
  /** A passkey or security key guards the account as well. */
  hasOthers: boolean;
  /** The passkey that the URL names; null where it names none. */
  passkey: DescribedPasskey | null;
  /** All of them. */
  passkeys: readonly DescribedPasskey[];
  isRecovery: boolean;
  notice: string | null;
};

/** The dialog that the URL names. Each stays in its place while its state holds one-time passwords. */
export async function TwoFactorDialogs(props: Props) {
  const { signed, twoFactor, dialog } = props;
  const context = await requestContext();
  const isSettingUp = dialog === 'enable' ? !twoFactor.isOn : isScanned(dialog) && twoFactor.isOn;
  const pending = isSettingUp ? await readEnrolment(context, signed) : null;
  // The one of another dialog in another tab is none of this one.
  const replacesId = dialog === 'move' ? (props.authenticator?.id ?? null) : null;
  const enrolment = pending?.replacesId === replacesId ? pending : null;
  const object = enrolment ? await enrolmentName(context, signed) : await factorName(context, signed.userId);
  return (
    <DrawnAbout object={object ?? ''}>
      <Dialog {...props} enrolment={enrolment} />
    </DrawnAbout>
  );
}

function isScanned(dialog: Props['dialog']): boolean {
  return dialog === 'move' || dialog === 'add';
}

async function Dialog({
  signed,
  twoFactor,
  dialog,
  authenticator,
  hasOthers,
  passkey,
  passkeys: all,
  isRecovery,
  notice,
  enrolment,
}: Props & { enrolment: Enrolment | null }) {
  const { appName } = settings();
  const { now } = await requestContext();
  const { twoFactorDialogs: words, twoFactor: tab, oneTimePasswords, waysIn } = await myWords();
  const { renew, news } = oneTimePasswords;
  const { left, generation, codes } = twoFactor.isOn ? twoFactor.recovery : { left: 0, generation: 0, codes: [] };
  const context = {
    ...(await describeOwner(signed)),
    codes: await describeCodes({ email: signed.email, generation }),
  };
  const named = authenticator ?? passkey;
  const about = named ? `&about=${named.id}` : '';
  const address = (byRecovery: boolean) =>
    `${page}?dialog=${dialog}${about}&method=${byRecovery ? 'one-time-password' : 'code'}`;
  const proof = <ReauthenticationFields signed={signed} page={address(isRecovery)} />;
  const scan = enrolment && (
    <ScanStep enrolment={enrolment} email={signed.email} appName={appName} isMove={isScanned(dialog)} />
  );
  if (dialog === 'enable') {
    const said = { ...words.enable.form, next: words.enable.next };
    const steps = { second: words.step({ step: 2, of: 3 }), last: words.step({ step: 3, of: 3 }) };
    return (
      <EnableDialog
        context={context}
        words={said}
        steps={steps}
        news={news.enabled}
        proof={proof}
        notice={notice}
        scan={scan}
        byPasskey={words.enableByPasskey.link}
      />
    );
  }
  const gate = { context, proof, notice, isRecovery, switchTo: address(!isRecovery) };
  const { passkeys, events } = await myWords();
  if (dialog === 'enable-by-passkey') {
    const { link: _, open: __, about: ___, ...said } = words.enableByPasskey;
    const formats = formatsIn(await requestLanguage());
    const guarding = all.filter(({ kind, otherHost }) => kind === 'passkey' && otherHost === null);
    return (
      <EnableByPasskeyDialog
        context={context}
        words={{ ...said, needsScript: passkeys.needsScript }}
        passkeys={guarding.map(({ id, name, addedAt, browser }) => ({
          id,
          name,
          detail: waysIn.passkeyAdded({ ago: timeAgo(addedAt, now, formats), browser: sayBrowser(events, browser) }),
          isNew: isYoung(addedAt, now),
        }))}
        news={news.enabled}
        isOn={twoFactor.isOn}
        notice={notice}
      />
    );
  }
  // By name: a function among them can't reach the browser.
  const { addDialog, addKeyDialog, create, createKey, needsScript } = passkeys;
  if (dialog === 'add-passkey') {
    const said = { gate: addDialog, create, needsScript };
    return <AddPasskeyDialog {...gate} words={said} kind="passkey" asksCode={twoFactor.isOn} />;
  }
  if (dialog === 'add-security-key') {
    const said = { gate: addKeyDialog, create: createKey, needsScript };
    return twoFactor.isOn ? <AddPasskeyDialog {...gate} words={said} kind="security-key" asksCode /> : null;
  }
  if (dialog === 'rename-passkey')
    return (
      passkey && (
        <RenameDialog words={passkeys.renameDialog} action={renamePasskeyAction} thing={passkey} notice={notice} />
      )
    );
  if (dialog === 'remove-passkey') {
    const { title, text, keyText, ...said } = passkeys.removeDialog;
    return (
      passkey && (
        <RemovePasskeyDialog
          {...gate}
          words={{ ...said, title: title(passkey), text: passkey.kind === 'passkey' ? text : keyText }}
          passkeyId={passkey.id}
          asksCode={twoFactor.isOn}
        />
      )
    );
  }
  if (!twoFactor.isOn) return null;
  if (dialog === 'codes') {
    const unseen = await unseenCodes();
    return unseen && <CodesAgainDialog context={context} news={news.renewed} codes={unseen} />;
  }
  if (dialog === 'disable')
    return signed.isTwoFactorRequired ? null : <DisableDialog {...gate} words={words.disable} />;
  if (dialog === 'keep') return signed.resetDueAt ? <KeepDialog {...gate} words={words.keep} /> : null;
  if (dialog === 'renew')
    return (
      <RenewDialog
        {...gate}
        words={{ ...renew.form, ends: renew.ends({ left }) }}
        news={news.renewed}
        asksCode={!cameByLastCode(signed, codes, now)}
      />
    );
  const step = words.step({ step: 2, of: 2 });
  if (dialog === 'add') {
    if (twoFactor.authenticators.length >= limits.authenticatorsPerAccount) return null;
    const said = {
      gate: words.add.gate,
      form: { ...words.add.form, codeHint: words.move.codeHint({ appName }), step },
    };
    return <AddDialog {...gate} words={said} scan={scan} />;
  }
  if (!authenticator) return null;
  const name = authenticator.name ?? tab.app.name;
  if (dialog === 'rename')
    return (
      <RenameDialog words={words.rename} action={renameAction} thing={{ id: authenticator.id, name }} notice={notice} />
    );
  const isAlone = twoFactor.authenticators.length === 1;
  if (dialog === 'remove') {
    const { title, text, ...said } = words.remove;
    return isAlone && !hasOthers ? null : (
      <RemoveDialog
        {...gate}
        words={{ ...said, title: title({ name }) }}
        text={text({ appName })}
        authenticatorId={authenticator.id}
      />
    );
  }
  const { form, gate: gateWords, codeHint, kept, which } = words.move;
  return (
    <MoveDialog
      {...gate}
      words={{
        gate: gateWords,
        form: { ...form, codeHint: codeHint({ appName }), kept: kept({ left }), step },
      }}
      authenticatorId={authenticator.id}
      which={isAlone ? null : which({ name })}
      news={news.moved}
      scan={scan}
      isFew={left <= limits.recoveryCodesFew}
    />
  );
}
