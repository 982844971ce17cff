'use client';
import { useEffect, useRef } from 'react';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { WaysIn } from '#app/_frame/ways-in.tsx';
import type { WaysInChoices } from '#app/_frame/ways-in-choices.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { NewPasswordField } from '#app/_ui/new-password-field.tsx';
import { PasswordField } from '#app/_ui/password-field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { choosePasswordAction } from './actions.ts';

type Props = {
  words: Words['password']['form'];
  email: string;
  hasPassword: boolean;
  mayChoose: boolean;
  minimum: number;
  notice: string | null;
  pageTitle: string;
  newPassword: Words['kit']['newPassword'];
  /** Where an intruder may have linked a provider, or set up a second factor. */
  waysIn: WaysInChoices | null;
  /** What led here, until the form has done its work, and what comes next then. */
  before?: React.ReactNode;
  after?: React.ReactNode;
};

/** Changes the password or sets the first one. Gone afterwards, which tells password managers that it worked. */
export function PasswordForm(props: Props) {
  const { words, email, hasPassword, mayChoose, minimum, notice, pageTitle, newPassword, waysIn } = props;
  const [state, send] = useForm(choosePasswordAction);
  useReauthentication(state);
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that had the focus went with the form.
    if (state.status === 'done') said.current?.focus();
  }, [state]);
  if (state.status === 'done') {
    return (
      <>
        <title>{pageTitle}</title>
        <div ref={said} tabIndex={-1} className="mb-3">
          <Banner look="success">
            <p>{state.message}</p>
          </Banner>
        </div>
        {props.after}
      </>
    );
  }
  const summary = (
    <ErrorSummary
      state={state}
      notice={notice}
      pageTitle={pageTitle}
      ids={{ currentPassword: 'current-password', newPassword: 'new-password' }}
    />
  );
  return (
    <>
      {props.before}
      {mayChoose ? (
        <Form action={send} noValidate className="card card-flush">
          <div className="card-body space-y-5">
            {summary}
            <HiddenUsername email={email} />
            {hasPassword && (
              <PasswordField
                id="current-password"
                name="currentPassword"
                label={words.current}
                autoComplete="current-password"
                error={state.fields?.['currentPassword']}
              />
            )}
            <NewPasswordField
              label={words.new}
              words={newPassword}
              minimum={minimum}
              error={state.fields?.['newPassword']}
            />
            {waysIn && <WaysIn list={waysIn} kept={state.values?.['keep']} />}
          </div>
          <div className="card-foot">
            <p className="hint">{words.effect}</p>
            <SubmitButton pendingLabel={hasPassword ? words.changing : words.setting}>
              {hasPassword ? words.change : words.set}
            </SubmitButton>
          </div>
        </Form>
      ) : (
        <div className="mb-3 empty:hidden">{summary}</div>
      )}
    </>
  );
}
