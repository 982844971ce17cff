'use client';
import { useEffect, useRef } from 'react';
import { describedBy, Labelled } from './labelled.tsx';

type Props = Omit<React.ComponentProps<'input'>, 'id' | 'children'> & {
  id: string;
  label: string;
  hint?: React.ReactNode;
  error?: string | undefined;
  /** What stands round the input, e.g. a button inside its box. */
  children?: (input: React.ReactNode) => React.ReactNode;
};

/** Label, hint and error above their input, connected to it for screen readers. */
export function Field({
  id,
  label,
  hint,
  error,
  children = (input) => input,
  className = '',
  autoFocus = false,
  ...rest
}: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Never taken from another field: the user may be typing there by now.
    if (autoFocus && !isTyping()) field.current?.focus();
  }, [autoFocus]);
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      {children(
        <input
          id={id}
          className={`input ${className}`}
          aria-describedby={describedBy({ id, hint, error })}
          aria-invalid={error ? true : undefined}
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: as markup only, for the first sight of a page
          autoFocus={autoFocus && typeof window === 'undefined'}
          {...rest}
        />,
      )}
    </Labelled>
  );
}

function isTyping(): boolean {
  return document.activeElement instanceof HTMLInputElement;
}

/** The user's email for password managers, on pages that show no field for it. */
export function HiddenUsername({ email }: { email: string }) {
  return (
    <input
      type="text"
      autoComplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
      className="sr-only"
    />
  );
}
