import { Banner } from '#app/_ui/banner.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { settings } from '#lib/config/env.ts';
import { myWords } from '#lib/web/words.ts';

type Props = {
  /** Too many wrong codes, or a new password for which the app was not kept. */
  why: 'hammered' | 'disowned';
  /** One-time passwords that are unused. */
  left: number;
  /** A user who has just signed in with the last one may have new ones without a code. */
  mayRenew: boolean;
};

/** The codes of the app are disabled: a one-time password leads on, and without one the administrator. */
export async function AuthenticatorDisabled({ why, left, mayRenew }: Props) {
  const { reasons, wayOn } = (await myWords()).twoFactor.app;
  const { supportEmail } = settings();
  return (
    <Banner look="warning">
      <p>{reasons[why]}</p>
      <p>
        {left > 0 ? (
          <Rich parts={wayOn.move({ link: moveLink })} />
        ) : mayRenew ? (
          <Rich parts={wayOn.renew({ link: renewLink })} />
        ) : supportEmail ? (
          <Rich parts={wayOn.support({ support: <SupportLink email={supportEmail} /> })} />
        ) : (
          wayOn.admin
        )}
      </p>
    </Banner>
  );
}

const moveLink = (text: string) => <DialogLink query="move&method=one-time-password">{text}</DialogLink>;
const renewLink = (text: string) => <DialogLink query="renew">{text}</DialogLink>;

function DialogLink({ query, children }: { query: string; children: string }) {
  return (
    <PageLink href={`/profile/two-factor?dialog=${query}`} scroll={false} className="link">
      {children}
    </PageLink>
  );
}

function SupportLink({ email }: { email: string }) {
  return (
    <a href={`mailto:${email}`} className="link">
      <bdi dir="ltr">{email}</bdi>
    </a>
  );
}
