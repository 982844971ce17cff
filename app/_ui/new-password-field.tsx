'use client';
import { useEffect, useRef, useState } from 'react';
import { passwordLength } from '#lib/rules/password/password-policy.ts';
import { PasswordField } from './password-field.tsx';

const QUIET_MS = 800;

/** A password being chosen: counts along, and tells readers the count only when the typing rests. */
export function NewPasswordField({
  label,
  minimum,
  error,
}: {
  label: string;
  minimum: number;
  error?: string | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [length, setLength] = useState(0);
  const [told, setTold] = useState(0);
  useEffect(() => {
    const rest = setTimeout(() => setTold(length), QUIET_MS);
    return () => clearTimeout(rest);
  }, [length]);
  useEffect(() => {
    // A refused form comes back with this field emptied.
    const form = box.current?.closest('form');
    const forget = () => setLength(0);
    form?.addEventListener('reset', forget);
    return () => form?.removeEventListener('reset', forget);
  }, []);
  return (
    <div ref={box}>
      <PasswordField
        id="new-password"
        name="newPassword"
        label={label}
        autoComplete="new-password"
        hint={`At least ${minimum} characters. Four random words work well. Any character counts, spaces too.`}
        error={error}
        onChange={(event) => setLength(passwordLength(event.currentTarget.value))}
        {...{ passwordrules: `minlength: ${minimum}; maxlength: 128; allowed: ascii-printable;` }}
      />
      <p className="hint tabular-nums" aria-hidden="true">
        {length > 0 && counted(length, minimum)}
      </p>
      <p role="status" className="sr-only">
        {told > 0 && counted(told, minimum)}
      </p>
    </div>
  );
}

function counted(length: number, minimum: number): string {
  return length < minimum ? `${length} of ${minimum} characters` : `${length} characters, long enough`;
}
