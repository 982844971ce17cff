'use client';
import Link from 'next/link';
import { CodeField, OneTimePasswordField } from '#app/_ui/code-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { LeaveButton, ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { PasswordField } from '#app/_ui/password-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { FormState } from '#lib/result.ts';
import { disableAction } from './actions.ts';
import type { Person } from './person.ts';

const page = '/profile/two-factor';
const ids = { code: 'code', oneTimePassword: 'one-time-password', password: 'current-password' };

type Props = { person: Person; proof: React.ReactNode; notice: string | null; isRecovery: boolean };

/** Turns two-factor off: a code or a one-time password, and proof of who asks. */
export function DisableDialog({ person: { appName, email, hasPassword }, proof, notice, isRecovery }: Props) {
  const [state, send] = useForm(disableAction);
  const shown = without(state, isRecovery ? 'code' : 'oneTimePassword');
  const fields = shown.fields ?? {};
  // Also true after the switch, where the field is new and nothing is said about it yet.
  const takesFocus = shown.message === undefined && Object.keys(fields).length === 0 && !notice;
  return (
    <ModalDialog titleId="disable-title" closeTo={page} returnFocusTo={['disable', 'two-factor-heading']}>
      <div className="space-y-5">
        <h2 id="disable-title">Disable Two-Factor Authentication</h2>
        <ErrorSummary state={shown} notice={notice} ids={ids} />
        <p>Your account will be protected by your password only.</p>
        {proof}
        <form action={send} noValidate className="space-y-5">
          <HiddenUsername email={email} />
          <div>
            {isRecovery ? (
              <OneTimePasswordField
                hint="One of the 10 codes you saved when you turned this on."
                error={fields['oneTimePassword']}
                autoFocus={takesFocus}
              />
            ) : (
              <CodeField
                label="Verification code"
                hint={`The 6 numbers your app now shows for ${appName}`}
                error={fields['code']}
                autoFocus={takesFocus}
              />
            )}
            <Link
              href={`${page}?dialog=disable${isRecovery ? '' : '&method=one-time-password'}`}
              prefetch={false}
              replace
              scroll={false}
              className="link mt-1 inline-block py-2"
            >
              {isRecovery ? 'Use a code from your app instead' : 'Use a one-time password instead'}
            </Link>
          </div>
          {hasPassword && (
            <PasswordField
              id="current-password"
              name="password"
              label="Password"
              hint={`Your ${appName} password`}
              autoComplete="current-password"
              error={fields['password']}
            />
          )}
          <div className="flex flex-wrap justify-end gap-3">
            <LeaveButton>Cancel</LeaveButton>
            <SubmitButton look="danger" pendingLabel="Disabling…">
              Disable
            </SubmitButton>
          </div>
        </form>
      </div>
    </ModalDialog>
  );
}

/** The state without what was refused in the field that was switched away. */
function without(state: FormState, name: string): FormState {
  if (!state.fields || !(name in state.fields)) return state;
  const { [name]: _, ...fields } = state.fields;
  return { ...state, fields };
}
