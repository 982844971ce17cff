import Link from 'next/link';
import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/config/env.ts';
import { say } from '#lib/messages.ts';

type Props = {
  /** One-time passwords that are unused. */
  left: number;
  /** Whoever has just come in by the last one may have new ones without a code. */
  mayRenew: boolean;
};

/** The codes of the app are switched off: a one-time password leads on, and without one the administrator. */
export function Suspended({ left, mayRenew }: Props) {
  return (
    <Banner look="warning">
      {left > 0 ? (
        <p>
          {say('authenticator-suspended')}{' '}
          <DialogLink query="move&method=one-time-password">Move to a new phone</DialogLink>
        </p>
      ) : (
        <p>
          The codes of your app are switched off after too many wrong ones, and no one-time password is left.{' '}
          {mayRenew ? (
            <>
              <DialogLink query="renew">Get new one-time passwords</DialogLink> within ten minutes of signing in, then
              move to a new phone with one of them.
            </>
          ) : (
            `Write to ${settings().supportEmail ?? 'the administrator'}.`
          )}
        </p>
      )}
    </Banner>
  );
}

function DialogLink({ query, children }: { query: string; children: string }) {
  return (
    <Link href={`/profile/two-factor?dialog=${query}`} prefetch={false} scroll={false} className="link">
      {children}
    </Link>
  );
}
