import { AppFrame } from '#app/_frame/app-frame.tsx';
import { limits } from '#lib/config/limits.ts';
import { describeTwoFactor } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { requestContext } from '#lib/web/context.ts';
import { currentUser } from '#lib/web/session.ts';
import { ProfileTabs } from './profile-tabs.tsx';

/** Frame and tabs. Guards nothing: each page and each action asks for the session itself. */
export default async function ProfileLayout({ children }: { children: React.ReactNode }) {
  const signed = await currentUser();
  if (!signed) return children;
  const twoFactor = await describeTwoFactor(await requestContext(), signed.userId);
  return (
    <AppFrame signed={signed}>
      <h1 tabIndex={-1}>Profile</h1>
      <ProfileTabs needsAttention={twoFactor.isOn && twoFactor.recovery.left <= limits.recoveryCodesFew} />
      <div role="tabpanel" id="panel" aria-labelledby="selected-tab" className="card mt-6">
        {children}
      </div>
    </AppFrame>
  );
}
