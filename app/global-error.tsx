'use client';
import { Broken } from './_ui/broken.tsx';
import './globals.css';

/**
 * Replaces the whole document when a page or the root layout broke, and keeps its language, type and theme. The only
 * boundary of errors: one more would be sent with every page, and show the same.
 */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  const root = typeof document === 'undefined' ? null : document.documentElement;
  return (
    <html lang={root?.lang} dir={root?.dir} className={root?.className} data-theme={root?.dataset['theme']}>
      <body>
        <Broken {...props} />
      </body>
    </html>
  );
}
