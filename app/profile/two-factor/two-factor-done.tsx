import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/config/env.ts';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';

/** What has just happened here, until the user goes elsewhere: turned off, or moved to another app. */
export function TwoFactorDone({ twoFactor }: { twoFactor: TwoFactorState }) {
  if (!twoFactor.isOn) {
    return (
      <Banner look="success">
        <p>
          <strong>Two-factor authentication is now disabled on your account.</strong>
        </p>
        <p>Remove the {settings().appName} entry from your app – its codes no longer work.</p>
      </Banner>
    );
  }
  const { left } = twoFactor.recovery;
  return (
    <Banner look="success">
      <p>
        <strong>Your authenticator app is changed. The old one no longer works.</strong>
      </p>
      <p>
        Your one-time passwords stay as they are: {left} {left === 1 ? 'is' : 'are'} left. Any other browsers were
        signed out.
      </p>
    </Banner>
  );
}
