import { Icon } from '#app/_ui/icons.tsx';
import { Logo } from '#app/_ui/logo.tsx';
import { settings } from '#lib/config/env.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { RequirementNotice } from './demand-notice.tsx';
import { DrawnFor } from './drawn-for.tsx';
import { MenuLink } from './menu-link.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { RecoveryNotice } from './recovery-notice.tsx';
import { ResetNotice } from './reset-notice.tsx';

/** The frame of every page after sign-in. The sidebar is a popover that wide screens always show. */
export function AppFrame({ signed, children }: { signed: CurrentUser; children: React.ReactNode }) {
  const { appName } = settings();
  const brand = (
    <MenuLink href="/" className="brand px-2">
      <Logo size={28} />
      <span className="truncate">{appName}</span>
    </MenuLink>
  );
  return (
    <DrawnFor userId={signed.userId}>
      <div className="app">
        <a href="#main" className="skip-link">
          Skip to content
        </a>
        <header className="top-bar">
          {brand}
          <button type="button" popoverTarget="sidebar" className="button button-quiet button-small">
            <Icon shape="menu" size={18} />
            Menu
          </button>
        </header>
        <aside id="sidebar" popover="auto" aria-label="Sidebar" className="sidebar">
          {brand}
          <nav aria-label="Main" className="mt-4">
            <MenuLink href="/" className="nav-link">
              <Icon shape="home" />
              Home
            </MenuLink>
            {signed.role === 'admin' && (
              <MenuLink href="/admin" className="nav-link">
                <Icon shape="shield" />
                Administration
              </MenuLink>
            )}
          </nav>
          <div className="mt-auto">
            <ProfileMenu name={signed.name} />
          </div>
        </aside>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-3xl min-w-0 px-[min(1rem,5vw)] py-6 sm:px-8 sm:py-10"
        >
          <RequirementNotice signed={signed} />
          <ResetNotice signed={signed} />
          <RecoveryNotice signed={signed} />
          {children}
        </main>
      </div>
    </DrawnFor>
  );
}
