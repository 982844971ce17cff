'use client';
import { useKitWords } from './kit-words.tsx';

/** Reloads to see what became of a form whose response never came. */
export function ReloadLink() {
  const { reload } = useKitWords();
  return (
    <button type="button" className="link font-semibold" onClick={() => window.location.reload()}>
      {reload}
    </button>
  );
}
