'use client';
import { PasswordField } from '#app/_ui/password-field.tsx';

/** The current password, for re-authentication. */
export function OwnPasswordField({ appName, ...rest }: { appName: string; error: string | undefined }) {
  return (
    <PasswordField
      id="current-password"
      name="password"
      label="Password"
      hint={`Your ${appName} password`}
      autoComplete="current-password"
      {...rest}
    />
  );
}
