'use client';
import { useEffect, useState } from 'react';
import { Icon } from './icon.tsx';
import { useKitWords } from './kit-words.tsx';
import { useHydrated } from './use-hydrated.ts';

const SHOWN_MS = 2000;

type Props = {
  text: string;
  /** Its name, where several on a page say the same. */
  label?: string;
  children: string;
  className?: string;
  onCopied?: () => void;
};

/** Copies `text`; says so for two seconds. Not there without JavaScript. */
export function CopyButton({ text, label, children, className = '', onCopied }: Props) {
  const [isCopied, setIsCopied] = useState(false);
  const { copied } = useKitWords();
  const isHydrated = useHydrated();
  useEffect(() => {
    if (!isCopied) return;
    const end = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(end);
  }, [isCopied]);
  if (!isHydrated) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    onCopied?.();
  };
  return (
    <>
      <button
        type="button"
        aria-label={label}
        className={`button button-quiet ${className}`}
        onClick={() => void copy()}
      >
        <Icon name={isCopied ? 'check' : 'copy'} size="small" />
        {isCopied ? copied : children}
      </button>
      <span role="status" className="sr-only">
        {isCopied ? copied : ''}
      </span>
    </>
  );
}
