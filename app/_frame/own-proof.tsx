'use client';
import { PasswordField } from '#app/_ui/password-field.tsx';
import type { Owner } from './owner.ts';
import { ProveByPasskey } from './prove-by-passkey.tsx';

/** The current password of users who have one, and their passkey in place of it: re-authentication inside a form. */
export function OwnProof({ user, error }: { user: Owner; error: string | undefined }) {
  const { hasPassword, hasPasskey, proofWords: words } = user;
  return (
    <>
      {hasPassword && (
        <PasswordField
          id="current-password"
          name="password"
          label={words.password}
          hint={words.passwordHint}
          autoComplete="current-password"
          error={error}
        />
      )}
      {hasPasskey && <ProveByPasskey words={words.passkey} />}
    </>
  );
}
