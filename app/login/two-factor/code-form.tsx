'use client';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { CodeField, OneTimePasswordField } from '#app/_ui/code-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';
import type { Words } from '#lib/words/shape.ts';
import { verifyAction } from './actions.ts';

type Props = {
  words: Words['challenge']['form'];
  isRecovery: boolean;
  oneTimePasswordHint: React.ReactNode;
  pageTitle: string;
};

/** The second factor. Only one of the two fields exists at a time. */
export function CodeForm({ words, isRecovery, oneTimePasswordHint, pageTitle }: Props) {
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
          <OneTimePasswordField hint={oneTimePasswordHint} error={state.fields?.[recoveryField]} autoFocus={isFresh} />
        ) : (
          <CodeField label={words.code} hint={words.codeHint} error={state.fields?.['code']} autoFocus={isFresh} />
        )}
        <SubmitButton pendingLabel={words.pending} className="w-full">
          {words.submit}
        </SubmitButton>
      </Form>
      <p className="mt-4">
        <Link
          href={isRecovery ? '/login/two-factor' : '/login/two-factor?method=one-time-password'}
          prefetch={false}
          replace
          className="link inline-block py-2"
        >
          {isRecovery ? words.useCode : words.useOneTimePassword}
        </Link>
      </p>
    </>
  );
}
