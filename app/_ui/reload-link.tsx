'use client';
import { useKitWords } from './kit-words.tsx';

/** A way to look what has become of a form whose answer never came. */
export function ReloadLink() {
  const { reload } = useKitWords();
  return (
    <button type="button" className="link font-semibold" onClick={() => window.location.reload()}>
      {reload}
    </button>
  );
}
