import { limits } from '#lib/config/limits.ts';
import { cameByLastCode } from '#lib/rules/two-factor/last-code.ts';
import { unseenCodes } from '#lib/web/repeated-form.ts';
import { renameAction } from './actions.ts';
import type { DialogGiven, MakeDialog } from './dialog-given.ts';
import {
  AddDialog,
  CodesAgainDialog,
  DisableDialog,
  EnableDialog,
  KeepDialog,
  MoveDialog,
  RemoveDialog,
  RenameDialog,
  RenewDialog,
} from './dialogs-on-demand.tsx';

/** The dialogs about two-factor itself, its apps and its one-time passwords, by the name that the URL has for them. */
export const appDialogs = {
  enable: ({ gate, scan, words: { twoFactorDialogs: words, oneTimePasswords } }) => (
    <EnableDialog
      context={gate.context}
      words={{ ...words.enable.form, next: words.enable.next }}
      steps={{ second: words.step({ step: 2, of: 3 }), last: words.step({ step: 3, of: 3 }) }}
      news={oneTimePasswords.news.enabled}
      proof={gate.proof}
      notice={gate.notice}
      scan={scan}
      byPasskey={words.enableByPasskey.link}
    />
  ),
  codes: async ({ gate, twoFactor, words }) => {
    const unseen = twoFactor.isOn && (await unseenCodes());
    return (
      unseen && <CodesAgainDialog context={gate.context} news={words.oneTimePasswords.news.renewed} codes={unseen} />
    );
  },
  disable: ({ gate, signed, twoFactor, words }) =>
    twoFactor.isOn && !signed.isTwoFactorRequired && <DisableDialog {...gate} words={words.twoFactorDialogs.disable} />,
  keep: ({ gate, signed, twoFactor, words }) =>
    twoFactor.isOn && signed.resetDueAt && <KeepDialog {...gate} words={words.twoFactorDialogs.keep} />,
  renew: ({ gate, signed, twoFactor, now, words: { oneTimePasswords } }) => {
    if (!twoFactor.isOn) return null;
    const { left, codes } = twoFactor.recovery;
    return (
      <RenewDialog
        {...gate}
        words={{ ...oneTimePasswords.renew.form, ends: oneTimePasswords.renew.ends({ left }) }}
        news={oneTimePasswords.news.renewed}
        asksCode={!cameByLastCode(signed, codes, now)}
      />
    );
  },
  add: ({ gate, scan, twoFactor, appName, words: { twoFactorDialogs: words } }) => {
    if (!twoFactor.isOn || twoFactor.authenticators.length >= limits.authenticatorsPerAccount) return null;
    const form = { ...words.add.form, codeHint: words.move.codeHint({ appName }), step: lastStep(words) };
    return <AddDialog {...gate} words={{ gate: words.add.gate, form }} scan={scan} />;
  },
  move: ({ gate, scan, twoFactor, authenticator, appName, words: { twoFactorDialogs: words, ...all } }) => {
    if (!twoFactor.isOn || !authenticator) return null;
    const { left } = twoFactor.recovery;
    const { form, gate: gateWords, codeHint, kept, which } = words.move;
    const name = authenticator.name ?? all.twoFactor.app.name;
    return (
      <MoveDialog
        {...gate}
        words={{
          gate: gateWords,
          form: { ...form, codeHint: codeHint({ appName }), kept: kept({ left }), step: lastStep(words) },
        }}
        authenticatorId={authenticator.id}
        which={twoFactor.authenticators.length === 1 ? null : which({ name })}
        news={all.oneTimePasswords.news.moved}
        scan={scan}
        isFew={left <= limits.recoveryCodesFew}
      />
    );
  },
  rename: ({ gate, twoFactor, authenticator, words }) => {
    if (!twoFactor.isOn || !authenticator) return null;
    const thing = { id: authenticator.id, name: authenticator.name ?? words.twoFactor.app.name };
    return (
      <RenameDialog words={words.twoFactorDialogs.rename} action={renameAction} thing={thing} notice={gate.notice} />
    );
  },
  remove: ({ gate, twoFactor, authenticator, hasOthers, appName, words }) => {
    if (!twoFactor.isOn || !authenticator) return null;
    if (twoFactor.authenticators.length === 1 && !hasOthers) return null;
    const { title, text, ...said } = words.twoFactorDialogs.remove;
    const name = authenticator.name ?? words.twoFactor.app.name;
    return (
      <RemoveDialog
        {...gate}
        words={{ ...said, title: title({ name }) }}
        text={text({ appName })}
        authenticatorId={authenticator.id}
      />
    );
  },
} satisfies Record<string, MakeDialog>;

function lastStep({ step }: DialogGiven['words']['twoFactorDialogs']): string {
  return step({ step: 2, of: 2 });
}
