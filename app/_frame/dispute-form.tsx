'use client';
import Link from 'next/link';
import { CodeField, OneTimePasswordField } from '#app/_ui/code-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { FormAction } from '#lib/result.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';

type Props = {
  action: FormAction;
  label: string;
  pendingLabel: string;
  pageTitle: string;
  /** The outcome of an OAuth flow. */
  notice: string | null;
  /** Which field asks for a code, if any does. */
  code: { isRecovery: boolean; isOptional: boolean; switchTo: string } | null;
};

/** Undo and objection: one button, and a code where an old second factor can settle it. */
export function DisputeForm({ action, label, pendingLabel, pageTitle, notice, code }: Props) {
  const [state, send] = useForm(action);
  const fields = { hint: hintOf(code), required: code?.isOptional !== true };
  return (
    <Form action={send} noValidate className="mt-6 space-y-5">
      <ErrorSummary
        state={state}
        notice={notice}
        pageTitle={pageTitle}
        ids={{ code: 'code', [recoveryField]: recoveryField }}
      />
      {code && (
        <div>
          {code.isRecovery ? (
            <OneTimePasswordField {...fields} error={state.fields?.[recoveryField]} />
          ) : (
            <CodeField label="Verification code" {...fields} error={state.fields?.['code']} />
          )}
          <Link href={code.switchTo} prefetch={false} replace scroll={false} className="link mt-1 inline-block py-2">
            {code.isRecovery ? 'Use a code from your app instead' : 'Use a one-time password instead'}
          </Link>
        </div>
      )}
      <SubmitButton pendingLabel={pendingLabel} className="button-wide">
        {label}
      </SubmitButton>
    </Form>
  );
}

function hintOf(code: Props['code']): string {
  const hint = code?.isRecovery
    ? 'One of the 10 codes you saved, or the one an administrator read out.'
    : 'The 6 digits your app shows now.';
  return code?.isOptional ? `${hint} Leave it empty if you have none.` : hint;
}
