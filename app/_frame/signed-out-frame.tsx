import { Logo } from '#app/_ui/logo.tsx';
import { settings } from '#lib/config/env.ts';
import type { Settings } from '#lib/config/settings.ts';
import { brand } from '#lib/web/brand.ts';
import type { FormSubject } from '#lib/web/drawn-for.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { DrawnFor } from './drawn-for.tsx';
import { readTheme } from './theme.ts';
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
  const {
    appName,
    brand: { organisation },
    ...links
  } = settings();
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
            <Logo brand={brand()} />
            <span>
              {appName}
              {organisation && <small className="brand-by">{organisation}</small>}
            </span>
          </a>
        </header>
        <main id="main" tabIndex={-1}>
          <div className="card">{children}</div>
          {below && <div className="signed-out-below">{below}</div>}
        </main>
        <footer className="flex flex-wrap items-center justify-center gap-x-6 gap-y-2 pt-8 text-sm">
          <ThemePicker chosen={await readTheme()} words={frame.theme} />
          {footLinks(links).map(({ name, href }) => (
            <a key={name} href={href} className="link inline-flex min-h-11 items-center">
              {frame[name]}
            </a>
          ))}
        </footer>
        <span className="page-end" />
      </div>
    </DrawnFor>
  );
}

type Links = Pick<Settings, 'supportEmail' | 'supportUrl' | 'termsUrl' | 'privacyUrl'>;

function footLinks({ supportEmail, supportUrl, termsUrl, privacyUrl }: Links) {
  const help = supportUrl ?? (supportEmail && `mailto:${supportEmail}`);
  return [
    { name: 'help', href: help },
    { name: 'terms', href: termsUrl },
    { name: 'privacy', href: privacyUrl },
  ].filter((link): link is { name: 'help' | 'terms' | 'privacy'; href: string } => Boolean(link.href));
}
