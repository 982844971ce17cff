'use client';
import { CodeField, OneTimePasswordField } from '#app/_ui/code-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { FormAction } from '#lib/result.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';
import type { Words } from '#lib/words/shape.ts';
import { ProveByPasskey } from './prove-by-passkey.tsx';

type Props = {
  action: FormAction;
  words: { readonly submit: string; readonly pending: string; readonly passkey: string };
  fieldWords: Words['accountLinks']['disputeFields'];
  pageTitle: string;
  /** The outcome of an OAuth flow. */
  notice: string | null;
  /** Which field asks for a code, if any does. */
  code: { isRecovery: boolean; isOptional: boolean; switchTo: string | null } | null;
  /** Where the options of a passkey come from, which can settle it in place of a code; null where none can. */
  passkeysFrom: string | null;
};

/** Undo and objection: one button, and a code where an old second factor can settle it. */
export function DisputeForm({ action, words, fieldWords, pageTitle, notice, code, passkeysFrom }: Props) {
  const [state, send] = useForm(action);
  const fields = { hint: hintOf(fieldWords, code), required: code?.isOptional !== true };
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
            <CodeField label={fieldWords.code} {...fields} error={state.fields?.['code']} />
          )}
          {code.switchTo && (
            <PageLink href={code.switchTo} replace scroll={false} className="link mt-1 inline-block py-2">
              {code.isRecovery ? fieldWords.useCode : fieldWords.useOneTimePassword}
            </PageLink>
          )}
        </div>
      )}
      <SubmitButton pendingLabel={words.pending} className="button-wide">
        {words.submit}
      </SubmitButton>
      {passkeysFrom && <ProveByPasskey from={passkeysFrom} words={{ ...fieldWords.passkey, submit: words.passkey }} />}
    </Form>
  );
}

function hintOf(words: Props['fieldWords'], code: Props['code']): string {
  if (code?.isRecovery) return code.isOptional ? words.oneTimePasswordHintOptional : words.oneTimePasswordHint;
  return code?.isOptional ? words.codeHintOptional : words.codeHint;
}
