'use client';
import Link from 'next/link';
import { OwnPasswordField } from '#app/_frame/own-password-field.tsx';
import { CodeField, OneTimePasswordField } from '#app/_ui/code-field.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import type { FormState } from '#lib/result.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';

/** The id of each of these fields, for the summary of what was refused. */
export const secondFactorFieldIds = { code: 'code', [recoveryField]: recoveryField, password: 'current-password' };

type Props = {
  user: { appName: string; email: string; hasPassword: boolean };
  state: FormState;
  isRecovery: boolean;
  /** The same dialog with the other field. */
  switchTo: string;
  takesFocus: boolean;
};

/** A code or a one-time password, and the password of users who have one. */
export function SecondFactorFields({ user, state: { fields = {} }, isRecovery, switchTo, takesFocus }: Props) {
  return (
    <>
      <HiddenUsername email={user.email} />
      <div>
        {isRecovery ? (
          <OneTimePasswordField
            hint="One of the 10 codes you saved when you turned this on."
            error={fields[recoveryField]}
            autoFocus={takesFocus}
          />
        ) : (
          <CodeField
            label="Verification code"
            hint={`The 6 digits your app now shows for ${user.appName}`}
            error={fields['code']}
            autoFocus={takesFocus}
          />
        )}
        <Link href={switchTo} prefetch={false} replace scroll={false} className="link mt-1 inline-block py-2">
          {isRecovery ? 'Use a code from your app instead' : 'Use a one-time password instead'}
        </Link>
      </div>
      {user.hasPassword && <OwnPasswordField appName={user.appName} error={fields['password']} />}
    </>
  );
}
