import { Logo } from '#app/_ui/logo.tsx';
import { settings } from '#lib/config/env.ts';
import type { FormSubject } from '#lib/web/drawn-for.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { DrawnFor } from './drawn-for.tsx';
import { ThemePicker } from './theme-picker.tsx';

type Props = {
  /** The link or the half-finished sign-in that the forms of the page are about. */
  about?: FormSubject | null;
  /** The user they are drawn for, where that isn't the signed-in one. */
  drawnFor?: string;
  /** Another way on, under the card. */
  below?: React.ReactNode;
  children: React.ReactNode;
};

/** The frame of every page before sign-in: name, one card, theme and help. */
export async function SignedOutFrame({ about = null, drawnFor, below, children }: Props) {
  const { appName, supportEmail } = settings();
  const { frame } = await myWords();
  const userId = drawnFor ?? (await currentUser())?.userId ?? null;
  return (
    <DrawnFor userId={userId} about={about}>
      <div className="signed-out">
        <a href="#main" className="skip-link">
          {frame.skip}
        </a>
        <header>
          <a href="/login" className="brand px-2">
            <Logo />
            {appName}
          </a>
        </header>
        <main id="main" tabIndex={-1}>
          <div className="card">{children}</div>
          {below && <div className="signed-out-below">{below}</div>}
        </main>
        <footer className="flex flex-wrap items-center justify-center gap-x-6 gap-y-2 pt-8 text-sm">
          <ThemePicker />
          {supportEmail && (
            <a href={`mailto:${supportEmail}`} className="link inline-flex min-h-11 items-center">
              {frame.help}
            </a>
          )}
        </footer>
      </div>
    </DrawnFor>
  );
}
