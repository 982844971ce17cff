'use client';
import { PasswordField } from '#app/_ui/password-field.tsx';
import type { Owner } from './owner.ts';

/** The current password, for re-authentication. */
export function OwnPasswordField({ words, error }: { words: Owner['proofWords']; error: string | undefined }) {
  return (
    <PasswordField
      id="current-password"
      name="password"
      label={words.password}
      hint={words.passwordHint}
      autoComplete="current-password"
      error={error}
    />
  );
}
