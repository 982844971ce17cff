'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { ProveByPasskey } from '#app/_frame/prove-by-passkey.tsx';
import { CodeField, OneTimePasswordField } from '#app/_ui/code-field.tsx';
import { HiddenUsername } from '#app/_ui/field.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import type { FormState } from '#lib/result.ts';
import { recoveryField } from '#lib/rules/form/recovery-field.ts';

/** The id of each of these fields, for the summary of what was refused. */
export const secondFactorFieldIds = { code: 'code', [recoveryField]: recoveryField, password: 'current-password' };

type Props = {
  user: Owner;
  state: FormState;
  isRecovery: boolean;
  /** The same dialog with the other field. */
  switchTo: string;
  takesFocus: boolean;
};

/**
 * A code, a one-time password or a security key, and the password of users who have one; or a passkey in place of all.
 * Where there is no app to read a code from, no code is asked.
 */
export function SecondFactorFields({ user, state, isRecovery, switchTo, takesFocus }: Props) {
  const { email, hasApp, hasKey, hasPassword, proofWords: words } = user;
  const { fields = {}, values = {} } = state;
  const isTyped = isRecovery || hasApp;
  const otherWay = hasApp ? words.useCode : hasKey ? words.useKey : words.usePasskey;
  const switchLink = (
    <PageLink href={switchTo} replace scroll={false} className="link mt-1 inline-block py-2">
      {isRecovery ? otherWay : words.useOneTimePassword}
    </PageLink>
  );
  return (
    <>
      <HiddenUsername email={email} />
      {isTyped && (
        <div>
          {isRecovery ? (
            <OneTimePasswordField
              hint={words.oneTimePasswordHint}
              error={fields[recoveryField]}
              defaultValue={values[recoveryField]}
              autoFocus={takesFocus}
            />
          ) : (
            <CodeField
              label={words.code}
              hint={words.codeHint}
              error={fields['code']}
              defaultValue={values['code']}
              autoFocus={takesFocus}
            />
          )}
          {switchLink}
        </div>
      )}
      {!isTyped && hasKey && hasPassword && (
        <p>
          <span className="with-script">{words.keyHint}</span>
        </p>
      )}
      {/* Without a code and without a key there is nothing that the password could stand beside. */}
      <OwnProof user={{ ...user, hasPassword: hasPassword && (isTyped || hasKey) }} error={fields['password']} />
      {hasKey && !isRecovery && <ProveByPasskey words={words.key} field="key" from="/profile/key" />}
      {!isTyped && <div>{switchLink}</div>}
    </>
  );
}
