'use client';
import { Broken } from './_ui/broken.tsx';
import './globals.css';

/** Replaces the whole document when the root layout itself broke. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  const { lang, dir } = typeof document === 'undefined' ? { lang: 'en', dir: 'ltr' } : document.documentElement;
  return (
    <html lang={lang} dir={dir}>
      <body>
        <Broken {...props} />
      </body>
    </html>
  );
}
