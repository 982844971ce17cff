import { isYoung } from '#lib/rules/account/proof-age.ts';
import { timeAgo } from '#lib/rules/account/time-ago.ts';
import { sayBrowser } from '#lib/rules/events/say-browser.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn } from '#lib/words/catalogue.ts';
import type { MakeDialog } from './dialog-given.ts';
import { AddPasskeyDialog, EnableByPasskeyDialog, RemovePasskeyDialog, RenameDialog } from './dialogs-on-demand.tsx';
import { renamePasskeyAction } from './passkey-actions.ts';

/** The dialogs about passkeys and security keys, by the name that the URL has for them. */
export const passkeyDialogs = {
  'enable-by-passkey': async ({ gate, twoFactor, passkeys, now, words }) => {
    const { link: _, open: __, about: ___, ...said } = words.twoFactorDialogs.enableByPasskey;
    const formats = formatsIn(await requestLanguage());
    const guarding = passkeys.filter(({ kind, otherHost }) => kind === 'passkey' && otherHost === null);
    return (
      <EnableByPasskeyDialog
        context={gate.context}
        words={{ ...said, needsScript: words.passkeys.needsScript }}
        passkeys={guarding.map(({ id, name, addedAt, browser }) => ({
          id,
          name,
          detail: words.waysIn.passkeyAdded({
            ago: timeAgo(addedAt, now, formats),
            browser: sayBrowser(words.events, browser),
          }),
          isNew: isYoung(addedAt, now),
        }))}
        news={words.oneTimePasswords.news.enabled}
        isOn={twoFactor.isOn}
        notice={gate.notice}
      />
    );
  },
  // Words by name: a function among them can't reach the browser.
  'add-passkey': ({ gate, twoFactor, words: { passkeys } }) => {
    const { addDialog, create, needsScript } = passkeys;
    const said = { gate: addDialog, create, needsScript };
    return <AddPasskeyDialog {...gate} words={said} kind="passkey" asksCode={twoFactor.isOn} />;
  },
  'add-security-key': ({ gate, twoFactor, words: { passkeys } }) => {
    const { addKeyDialog, createKey, needsScript } = passkeys;
    const said = { gate: addKeyDialog, create: createKey, needsScript };
    return twoFactor.isOn && <AddPasskeyDialog {...gate} words={said} kind="security-key" asksCode />;
  },
  'rename-passkey': ({ gate, passkey, words: { passkeys } }) =>
    passkey && (
      <RenameDialog words={passkeys.renameDialog} action={renamePasskeyAction} thing={passkey} notice={gate.notice} />
    ),
  'remove-passkey': ({ gate, twoFactor, passkey, words: { passkeys } }) => {
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
  },
} satisfies Record<string, MakeDialog>;
