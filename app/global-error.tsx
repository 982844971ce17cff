'use client';
import { Broken } from './_ui/broken.tsx';
import './globals.css';

/** Replaces the whole document when the root layout itself broke. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  const page = typeof document === 'undefined' ? null : document;
  return (
    <html lang={page?.documentElement.lang} dir={page?.documentElement.dir}>
      <body>
        <Broken {...props} />
      </body>
    </html>
  );
}
