import { AppFrame } from '#app/_frame/app-frame.tsx';
import { limits } from '#lib/config/limits.ts';
import { currentUser } from '#lib/web/session.ts';
import { twoFactorOf } from '#lib/web/two-factor.ts';
import { myWords } from '#lib/web/words.ts';
import { ProfileTabs } from './profile-tabs.tsx';

/** Frame and tabs. Guards nothing: each page and each action asks for the session itself. */
export default async function ProfileLayout({ children }: { children: React.ReactNode }) {
  const signed = await currentUser();
  if (!signed) return children;
  const { profile: words } = await myWords();
  const twoFactor = await twoFactorOf(signed.userId);
  const hasFewCodes = twoFactor.isOn && twoFactor.recovery.left <= limits.recoveryCodesFew;
  return (
    <AppFrame signed={signed}>
      <h1 tabIndex={-1}>{words.title}</h1>
      <ProfileTabs
        name={words.title}
        labels={words.tabs}
        alarm={hasFewCodes ? { tab: 'two-factor', text: words.needsAttention } : null}
      />
      <div role="tabpanel" id="panel" aria-labelledby="selected-tab">
        {children}
      </div>
    </AppFrame>
  );
}
