import { SignalPasskeys } from '#app/_frame/signal-passkeys.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/config/env.ts';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { myWords } from '#lib/web/words.ts';

/** What can just have happened here. */
export const doneThings = [
  'disabled',
  'moved',
  'added',
  'removed',
  'passkey-added',
  'passkey-removed',
  'security-key-added',
  'security-key-removed',
  'key-instead-added',
] as const;
type Done = (typeof doneThings)[number];

/** Returns whether that can have happened while two-factor is on, or off. */
export function isDoneThere(done: Done, isOn: boolean): boolean {
  return /key-/.test(done) || isOn === (done !== 'disabled');
}

/** What has just happened here, until the user goes elsewhere. */
export async function TwoFactorDone({ done, twoFactor }: { done: Done; twoFactor: TwoFactorState }) {
  const { twoFactor: tab, passkeys } = await myWords();
  const { appName } = settings();
  const left = twoFactor.isOn ? twoFactor.recovery.left : 0;
  const said: Record<Done, [string, string]> = {
    disabled: [tab.done.disabled, tab.done.removeEntry({ appName })],
    moved: [tab.done.moved, tab.done.kept({ left })],
    added: [tab.done.added, tab.done.anyCode],
    removed: [tab.done.removed, tab.done.removeEntry({ appName })],
    'passkey-added': [passkeys.done.added, passkeys.done.addedNext({ appName })],
    'passkey-removed': [passkeys.done.removed, passkeys.done.removedNext],
    'security-key-added': [passkeys.done.keyAdded, passkeys.done.keyAddedNext],
    'security-key-removed': [passkeys.done.keyRemoved, passkeys.done.keyRemovedNext],
    'key-instead-added': [passkeys.done.keyInstead, passkeys.done.keyInsteadNext],
  };
  const [what, next] = said[done];
  return (
    <Banner look="success">
      <p className="font-medium">{what}</p>
      <p>{next}</p>
      {/key-/.test(done) && <SignalPasskeys />}
    </Banner>
  );
}
