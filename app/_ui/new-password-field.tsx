'use client';
import { useEffect, useRef, useState } from 'react';
import { passwordLength } from '#lib/rules/password/password-policy.ts';
import type { Words } from '#lib/words/shape.ts';
import { useCounted } from './counted.ts';
import { fill } from './kit-words.tsx';
import { PasswordField } from './password-field.tsx';

const QUIET_MS = 800;

type Props = { label: string; words: Words['kit']['newPassword']; minimum: number; error?: string | undefined };

/** A new password: counts along, and announces the count only when typing pauses. */
export function NewPasswordField({ label, words, minimum, error }: Props) {
  const enough = useCounted(words.enough);
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
  const counted = (n: number) => (n < minimum ? fill(words.tooShort, { n, minimum }) : enough(n));
  return (
    <div ref={box}>
      <PasswordField
        id="new-password"
        name="newPassword"
        label={label}
        autoComplete="new-password"
        hint={fill(words.hint, { minimum })}
        error={error}
        onChange={(event) => setLength(passwordLength(event.currentTarget.value))}
        {...{
          passwordrules: `minlength: ${minimum}; maxlength: 128; allowed: ascii-printable;`,
        }}
      />
      <p className="hint tabular-nums" aria-hidden="true">
        {length > 0 && counted(length)}
      </p>
      <p role="status" className="sr-only">
        {told > 0 && counted(told)}
      </p>
    </div>
  );
}
