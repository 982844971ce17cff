'use client';
import { EmailField } from '#app/_ui/email-field.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { PasswordField } from '#app/_ui/password-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { signInAction } from './actions.ts';
import { ForgotLink } from './forgot-link.tsx';

type Props = {
  words: Words['signIn']['form'];
  email: string;
  returnTo: string;
  notice: string | null;
  pageTitle: string;
  /** Browsers list passkeys under the email field. */
  hasPasskeys: boolean;
};

/** Email and password, first factor. */
export function SignInForm({ words, email, returnTo, notice, pageTitle, hasPasskeys }: Props) {
  const [state, send] = useForm(signInAction);
  const isFresh = state.status === 'idle' && !notice;
  return (
    <Form action={send} noValidate className="mt-6 space-y-5">
      <ErrorSummary
        state={state}
        notice={notice}
        pageTitle={pageTitle}
        ids={{ email: 'email', password: 'current-password' }}
      />
      <input type="hidden" name="callbackUrl" value={returnTo} />
      <EmailField
        defaultValue={state.values?.['email'] ?? email}
        error={state.fields?.['email']}
        autoFocus={isFresh && email === ''}
        autoComplete={hasPasskeys ? 'username webauthn' : 'username'}
      />
      <div className="field-with-link">
        <PasswordField
          id="current-password"
          name="password"
          label={words.password}
          autoComplete="current-password"
          error={state.fields?.['password']}
          autoFocus={isFresh && email !== ''}
        />
        <ForgotLink>{words.forgot}</ForgotLink>
      </div>
      <SubmitButton pendingLabel={words.pending} className="button-wide">
        {words.submit}
      </SubmitButton>
    </Form>
  );
}
