'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
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

/** A code or a one-time password, and the password of users who have one. */
export function SecondFactorFields({
  user,
  state: { fields = {}, values = {} },
  isRecovery,
  switchTo,
  takesFocus,
}: Props) {
  const { email, proofWords: words } = user;
  return (
    <>
      <HiddenUsername email={email} />
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
        <PageLink href={switchTo} replace scroll={false} className="link mt-1 inline-block py-2">
          {isRecovery ? words.useCode : words.useOneTimePassword}
        </PageLink>
      </div>
      <OwnProof user={user} error={fields['password']} />
    </>
  );
}
