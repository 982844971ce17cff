import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/config/env.ts';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { myWords } from '#lib/web/words.ts';

/** What has just happened here, until the user goes elsewhere: turned off, or moved to another app. */
export async function TwoFactorDone({ twoFactor }: { twoFactor: TwoFactorState }) {
  const { done } = (await myWords()).twoFactor;
  return (
    <Banner look="success">
      <p className="font-medium">{twoFactor.isOn ? done.moved : done.disabled}</p>
      <p>
        {twoFactor.isOn
          ? done.kept({ left: twoFactor.recovery.left })
          : done.removeEntry({ appName: settings().appName })}
      </p>
    </Banner>
  );
}
