import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import { requestLanguage } from '#lib/web/words.ts';
import { localeOf, wordsOf } from '#lib/words/catalogue.ts';
import { readTheme } from './_frame/theme.ts';
import { fonts } from './_ui/font.ts';
import { KeepTyping } from './_ui/keep-typing.tsx';
import { KitWordsProvider } from './_ui/kit-words.tsx';
import './globals.css';

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export const metadata: Metadata = { formatDetection: { telephone: false, email: false, address: false } };

/**
 * Every page is rendered for its request: the policy's nonce, the theme and the language are in it from the first byte.
 */
export default async function RootLayout({ children }: { children: React.ReactNode }) {
  await connection();
  const language = await requestLanguage();
  const { lang, dir, tag } = localeOf(language);
  return (
    <html lang={lang} dir={dir} className={fonts} data-theme={await readTheme()}>
      <body>
        <KitWordsProvider words={{ ...wordsOf(language).kit.everywhere, tag }}>{children}</KitWordsProvider>
        <KeepTyping />
      </body>
    </html>
  );
}
