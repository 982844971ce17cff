import Link from 'next/link';
import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/env.ts';
import { say } from '#lib/messages.ts';

/** The codes of the app are switched off: a one-time password leads on, and without one the administrator. */
export function Suspended({ hasWayOn }: { hasWayOn: boolean }) {
  return (
    <Banner look="warning">
      {hasWayOn ? (
        <p>
          {say('authenticator-suspended')}{' '}
          <Link
            href="/profile/two-factor?dialog=move&method=one-time-password"
            prefetch={false}
            scroll={false}
            className="link"
          >
            Move to a new phone
          </Link>
        </p>
      ) : (
        <p>
          The codes of your app are switched off after too many wrong ones, and no one-time password is left. Write to{' '}
          {settings().supportEmail ?? 'the administrator'}.
        </p>
      )}
    </Banner>
  );
}
