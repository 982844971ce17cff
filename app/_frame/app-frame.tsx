import { Icon } from '#app/_ui/icon.tsx';
import { Logo } from '#app/_ui/logo.tsx';
import { settings } from '#lib/config/env.ts';
import { passedSecondFactor } from '#lib/rules/sign-in/authentication-methods.ts';
import { brand } from '#lib/web/brand.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { DrawnFor } from './drawn-for.tsx';
import { MainMenu } from './main-menu.tsx';
import { MenuLink } from './menu-link.tsx';
import { PasskeysNotice } from './passkeys-notice.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { RecoveryNotice } from './recovery-notice.tsx';
import { RequirementNotice } from './requirement-notice.tsx';
import { ResetNotice } from './reset-notice.tsx';
import { readTheme } from './theme.ts';
import { ThemePicker } from './theme-picker.tsx';

type Props = {
  signed: CurrentUser;
  /** Tables want more room than settings. */
  isWide?: boolean;
  children: React.ReactNode;
};

/** The frame of every page after sign-in. The sidebar is a popover that wide screens always show. */
export async function AppFrame({ signed, isWide = false, children }: Props) {
  const { appFrame: words, frame } = await myWords();
  const { appName } = settings();
  const name = (
    <MenuLink href="/" className="brand px-2">
      <Logo brand={brand()} size={28} />
      <span className="truncate">{appName}</span>
    </MenuLink>
  );
  return (
    <DrawnFor userId={signed.userId}>
      <div className="app">
        <a href="#main" className="skip-link">
          {words.skip}
        </a>
        <header className="top-bar">
          {name}
          <button type="button" popoverTarget="sidebar" className="button button-quiet button-small">
            <Icon name="menu" size="small" />
            {words.menu}
          </button>
        </header>
        <aside id="sidebar" popover="auto" aria-label={words.sidebar} className="sidebar">
          <div className="sidebar-head">
            {name}
            <button
              type="button"
              popoverTarget="sidebar"
              popoverTargetAction="hide"
              aria-label={words.closeMenu}
              className="button button-icon"
            >
              <Icon name="close" />
            </button>
          </div>
          <MainMenu isAdmin={signed.role === 'admin'} words={words} />
          <div className="sidebar-foot">
            <ProfileMenu name={signed.name} email={signed.email} words={words}>
              <ThemePicker chosen={await readTheme()} words={frame.theme} />
            </ProfileMenu>
          </div>
        </aside>
        <main id="main" tabIndex={-1} className={isWide ? 'page page-wide' : 'page'}>
          {/* Decided here: a component that reads, and then shows nothing, costs as much as twenty elements. */}
          {signed.requirement && <RequirementNotice requirement={signed.requirement} />}
          {signed.resetDueAt && <ResetNotice dueAt={signed.resetDueAt} />}
          {passedSecondFactor(signed.methods) && <RecoveryNotice signed={signed} />}
          {signed.mayHavePasskeys && !signed.twoFactorSince && <PasskeysNotice signed={signed} />}
          {children}
        </main>
      </div>
    </DrawnFor>
  );
}
