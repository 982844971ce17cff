'use client';
import { useEffect, useRef } from 'react';
import { CodeField, OneTimePasswordField } from '#app/_ui/code-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';
import type { Words } from '#lib/words/shape.ts';
import { verifyAction } from './actions.ts';
import { useUnaskedSubmit } from './use-unasked-submit.ts';

type Props = {
  words: Words['challenge']['form'];
  isRecovery: boolean;
  /** How many of them a code has. */
  digits: number;
  oneTimePasswordHint: React.ReactNode;
  pageTitle: string;
};

/** The second factor. Only one of the two fields exists at a time. */
export function CodeForm({ words, isRecovery, digits, oneTimePasswordHint, pageTitle }: Props) {
  const [state, send] = useForm(verifyAction);
  const isFresh = state.status === 'idle';
  const watch = useUnaskedSubmit({ digits, isAllowed: isFresh && !isRecovery });
  const refusals = useRef(0);
  useEffect(() => {
    if (state.status !== 'failed') return;
    refusals.current += 1;
    // Once may be a slip. Twice, and the help opens by itself.
    if (refusals.current > 1) document.getElementById('trouble')?.setAttribute('open', '');
  }, [state]);
  return (
    <Form action={send} noValidate className="mt-5 space-y-5" {...watch}>
      <ErrorSummary state={state} pageTitle={pageTitle} ids={{ code: 'code', [recoveryField]: recoveryField }} />
      {isRecovery ? (
        <OneTimePasswordField
          hint={oneTimePasswordHint}
          error={state.fields?.[recoveryField]}
          defaultValue={state.values?.[recoveryField]}
          autoFocus={isFresh}
        />
      ) : (
        <CodeField
          label={words.code}
          hint={isFresh ? <UnaskedHint words={words} /> : words.codeHint}
          error={state.fields?.['code']}
          autoFocus={isFresh}
        />
      )}
      <SubmitButton pendingLabel={words.pending} className="button-wide">
        {words.submit}
      </SubmitButton>
    </Form>
  );
}

/** What the style sheet shows of it depends on whether scripts run: only then the form sends itself. */
function UnaskedHint({ words }: { words: Props['words'] }) {
  return (
    <>
      <span className="without-script">{words.codeHint}</span>
      <span className="with-script">{words.codeHintUnasked}</span>
    </>
  );
}
