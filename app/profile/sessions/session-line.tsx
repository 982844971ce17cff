import { LocalTime } from '#app/_ui/local-time.tsx';
import type { SessionRow } from '#lib/flows/account/steps/describe-activity.ts';
import { type Method, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';

const methodNames: Readonly<Record<Method, string>> = {
  password: 'password',
  ...providerNames,
  totp: 'authenticator code',
  'recovery-code': 'one-time password',
  'bypass-code': 'code from an administrator',
};

type Props = { session: SessionRow; isOwn: boolean; now: Date };

/** One browser in words: which, from where, since when, and how it signed in. */
export function SessionLine({
  session: { browser, ipAddress, signedInAt, lastUsedAt, authenticationMethods },
  isOwn,
  now,
}: Props) {
  return (
    <>
      <span className="font-semibold text-ink">{browser}</span>
      {ipAddress !== 'unknown' && (
        <>
          {' · '}
          <bdi dir="ltr">{ipAddress}</bdi>
        </>
      )}
      {' · signed in '}
      <LocalTime at={signedInAt} now={now} />
      {' · last used '}
      {isOwn ? 'now' : <LocalTime at={lastUsedAt} now={now} />}
      {` · ${authenticationMethods.map((method) => methodNames[method]).join(' + ')}`}
    </>
  );
}
