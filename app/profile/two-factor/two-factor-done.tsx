import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/config/env.ts';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { myWords } from '#lib/web/words.ts';

/** What can just have happened here. */
export const doneThings = ['disabled', 'moved', 'added', 'removed'] as const;

type Props = { done: (typeof doneThings)[number]; twoFactor: TwoFactorState };

/** What has just happened here, until the user goes elsewhere. */
export async function TwoFactorDone({ done, twoFactor }: Props) {
  const { done: words } = (await myWords()).twoFactor;
  const left = twoFactor.isOn ? twoFactor.recovery.left : 0;
  const next = {
    disabled: words.removeEntry({ appName: settings().appName }),
    moved: words.kept({ left }),
    added: words.anyCode,
    removed: words.removeEntry({ appName: settings().appName }),
  };
  return (
    <Banner look="success">
      <p className="font-medium">{words[done]}</p>
      <p>{next[done]}</p>
    </Banner>
  );
}
