'use client';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { CodeField, OneTimePasswordField } from '#app/_ui/code-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';
import { verifyAction } from './actions.ts';

type Props = { isRecovery: boolean; fileName: string | undefined; pageTitle: string };

/** The second factor. Only one of the two fields exists at a time. */
export function CodeForm({ isRecovery, fileName, pageTitle }: Props) {
  const [state, send] = useForm(verifyAction);
  const isFresh = state.status === 'idle';
  const refusals = useRef(0);
  useEffect(() => {
    if (state.status !== 'failed') return;
    refusals.current += 1;
    // Once may be a slip. Twice, and the help opens by itself.
    if (refusals.current > 1) document.getElementById('trouble')?.setAttribute('open', '');
  }, [state]);
  return (
    <>
      <Form action={send} noValidate className="mt-6 space-y-5">
        <ErrorSummary state={state} pageTitle={pageTitle} ids={{ code: 'code', [recoveryField]: recoveryField }} />
        {isRecovery ? (
          <OneTimePasswordField
            hint={
              <>
                One of the 10 codes you saved when you turned this on. Each works once. Look for a file named{' '}
                <em>{fileName}…txt</em>.
              </>
            }
            error={state.fields?.[recoveryField]}
            autoFocus={isFresh}
          />
        ) : (
          <CodeField
            label="Two-Factor Authentication Code"
            hint="6 digits, for example 123 456"
            error={state.fields?.['code']}
            autoFocus={isFresh}
          />
        )}
        <SubmitButton pendingLabel="Signing in…" className="w-full">
          Sign In
        </SubmitButton>
      </Form>
      <p className="mt-4">
        <Link
          href={isRecovery ? '/login/two-factor' : '/login/two-factor?method=one-time-password'}
          prefetch={false}
          replace
          className="link inline-block py-2"
        >
          {isRecovery ? 'Use a code from your app instead' : 'Use a one-time password instead'}
        </Link>
      </p>
    </>
  );
}
