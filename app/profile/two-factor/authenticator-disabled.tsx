import Link from 'next/link';
import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/config/env.ts';

type Props = {
  /** Too many wrong codes, or a new password for which the app was not kept. */
  why: 'hammered' | 'disowned';
  /** One-time passwords that are unused. */
  left: number;
  /** A user who has just signed in with the last one may have new ones without a code. */
  mayRenew: boolean;
};

const reasons = {
  hammered:
    'The codes of your app are switched off after too many wrong ones. In browsers you’ve used before, they still work.',
  disowned: 'The codes of your app are switched off: you didn’t keep the app when you chose your new password.',
};

/** The codes of the app are disabled: a one-time password leads on, and without one the administrator. */
export function AuthenticatorDisabled({ why, left, mayRenew }: Props) {
  return (
    <Banner look="warning">
      {left > 0 ? (
        <p>
          {reasons[why]} Use a one-time password to{' '}
          <DialogLink query="move&method=one-time-password">set your app up again</DialogLink>.
        </p>
      ) : (
        <p>
          {reasons[why]} No one-time password is left.{' '}
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
