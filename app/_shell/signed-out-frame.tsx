import { Logo } from '#app/_ui/logo.tsx';
import { settings } from '#lib/env.ts';
import { ThemePicker } from './theme-picker.tsx';

/** The frame of every page before sign-in: name, one card, theme and help. */
export function SignedOutFrame({ children }: { children: React.ReactNode }) {
  const { appName, supportEmail } = settings();
  return (
    <div className="signed-out">
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <header>
        <a href="/login" className="brand px-2">
          <Logo />
          {appName}
        </a>
      </header>
      <main id="main" tabIndex={-1} className="card mt-5 w-full max-w-104">
        {children}
      </main>
      <footer className="mt-auto flex flex-wrap items-center justify-center gap-x-6 gap-y-2 pt-8 text-sm">
        <ThemePicker />
        {supportEmail && (
          <a href={`mailto:${supportEmail}`} className="link inline-flex min-h-11 items-center">
            Help
          </a>
        )}
      </footer>
    </div>
  );
}
