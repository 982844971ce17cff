import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import { settings } from '#lib/config/env.ts';
import { brand } from '#lib/web/brand.ts';
import { cookieName } from '#lib/web/cookies.ts';
import { myWords, requestLanguage } from '#lib/web/words.ts';
import { localeOf, wordsOf } from '#lib/words/catalogue.ts';
import { readTheme } from './_frame/theme.ts';
import { readTimeZone } from './_frame/time-zone.ts';
import { fonts } from './_ui/font.ts';
import { KeepTimeZone } from './_ui/keep-time-zone.tsx';
import { KeepTyping } from './_ui/keep-typing.tsx';
import { KitWordsProvider } from './_ui/kit-words.tsx';
import './globals.css';

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  // --color-canvas of tokens.css
  themeColor: [
    { media: '(prefers-color-scheme:light)', color: '#f6f7fa' },
    { media: '(prefers-color-scheme:dark)', color: '#0a0e17' },
  ],
};

/** What browsers, previews of links and home screens show. Search engines have no business on a page to sign in. */
export async function generateMetadata(): Promise<Metadata> {
  const { appName, origin } = settings();
  const description = (await myWords()).frame.description({ appName });
  const { icon } = brand();
  return {
    metadataBase: new URL(origin),
    applicationName: appName,
    description,
    formatDetection: { telephone: false, email: false, address: false },
    robots: { index: false, follow: false },
    openGraph: {
      title: appName,
      siteName: appName,
      description,
      type: 'website',
      images: icon ? `/brand/${icon.name}` : '/preview.png',
    },
    icons: icon
      ? { icon: `/brand/${icon.name}`, apple: `/brand/${icon.name}` }
      : { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/apple-icon.png' },
    manifest: '/manifest.webmanifest',
  };
}

/**
 * Every page is rendered for its request: the policy's nonce, the theme and the language are in it from the first byte.
 */
export default async function RootLayout({ children }: { children: React.ReactNode }) {
  await connection();
  const language = await requestLanguage();
  const { lang, dir, tag } = localeOf(language);
  const { kit, frame } = wordsOf(language);
  const { accent } = brand();
  const timeZone = await readTimeZone();
  return (
    <html lang={lang} dir={dir} className={fonts} data-theme={await readTheme()}>
      <body>
        {accent && <link rel="stylesheet" href={`/brand/${accent.name}`} precedence="brand" />}
        <KitWordsProvider words={{ ...kit.everywhere, tag, timeZone, broken: frame.broken }}>
          {children}
        </KitWordsProvider>
        <KeepTyping />
        <KeepTimeZone cookie={cookieName('time-zone')} isHttps={settings().isHttps} drawnIn={timeZone} />
      </body>
    </html>
  );
}
