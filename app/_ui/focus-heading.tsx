'use client';
import { useEffect, useRef } from 'react';

type Props = { id?: string; takesFocus?: boolean; className?: string; children: React.ReactNode };

/** A second-level heading that can take the focus, where what it heads has just changed. */
export function FocusHeading({ id, takesFocus = true, className, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <h2 ref={heading} id={id} tabIndex={-1} className={className} data-first-focus="">
      {children}
    </h2>
  );
}
