import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { SessionRow } from '#lib/flows/account/steps/describe-activity.ts';
import { isProvider, type Method, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  session: Omit<SessionRow, 'idHash'>;
  isOwn: boolean;
  now: Date;
  words: Words['sessions'];
  formats: Formats;
};

/** Since when and from where a browser is signed in, and how it signed in. */
export function SessionNote({ session, isOwn, now, words, formats }: Props) {
  const { ipAddress, signedInAt, lastUsedAt, authenticationMethods } = session;
  const nameOf = (method: Method) => (isProvider(method) ? providerNames[method] : words.methods[method]);
  const methods = formats.and(authenticationMethods.map(nameOf));
  return (
    <>
      <p>
        {isOwn ? words.activeNow : <Rich parts={words.active({ time: <LocalTime at={lastUsedAt} now={now} /> })} />}
        {ipAddress !== 'unknown' && (
          <>
            {' · '}
            <bdi dir="ltr">{ipAddress}</bdi>
          </>
        )}
      </p>
      <p>
        <Rich parts={words.signedIn({ time: <LocalTime at={signedInAt} now={now} />, methods })} />
      </p>
    </>
  );
}
