import Link from 'next/link';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import type { Connection } from '#lib/flows/account/describe-account.ts';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';

type Props = { provider: Provider; connection: Connection | null; isLastWayIn: boolean; now: Date };

/** One provider: connected since when and as whom, or not; and the button that changes it. */
export function ConnectionRow({ provider, connection, isLastWayIn, now }: Props) {
  const kind = connection ? 'disconnect' : 'connect';
  return (
    <li className="row">
      <div className="flex min-w-0 items-start gap-3">
        <span className="mt-0.5">
          <ProviderMark provider={provider} />
        </span>
        <div className="min-w-0">
          <h3 id={`provider-${provider}`}>{providerNames[provider]}</h3>
          <p className="text-muted">{connection ? <Since connection={connection} now={now} /> : 'Not connected'}</p>
          {connection && isLastWayIn && (
            <p className="mt-1">
              This is your only way to sign in.{' '}
              <Link href="/profile/password" prefetch={false} className="link">
                Set a password
              </Link>{' '}
              first.
            </p>
          )}
        </div>
      </div>
      {!(connection && isLastWayIn) && (
        <OpenDialog
          page="/profile/connections"
          dialog={`${kind}-${provider}`}
          id={`change-${provider}`}
          className="button-small"
          aria-describedby={`provider-${provider}`}
        >
          {connection ? 'Disconnect' : 'Connect'}
        </OpenDialog>
      )}
    </li>
  );
}

function Since({ connection: { email, since }, now }: { connection: Connection; now: Date }) {
  return (
    <>
      Connected
      {email && (
        <>
          {' as '}
          <bdi dir="ltr">{email}</bdi>
        </>
      )}
      {' since '}
      <LocalTime at={since} now={now} look="day" />
    </>
  );
}
