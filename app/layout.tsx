import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import { readTheme } from './_frame/theme.ts';
import { KeepTyping } from './_ui/keep-typing.tsx';
import './globals.css';

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export const metadata: Metadata = { formatDetection: { telephone: false, email: false, address: false } };

/** Every page is made for its request: the policy's nonce and the theme are in it from the first byte. */
export default async function RootLayout({ children }: { children: React.ReactNode }) {
  await connection();
  return (
    <html lang="en" data-theme={await readTheme()}>
      <body>
        {children}
        <KeepTyping />
      </body>
    </html>
  );
}
