import { bringsCookies } from '#lib/web/cookies.ts';
import { SignedOutFrame } from './signed-out-frame.tsx';
import { titleOf } from './title.ts';

type Props = {
  reason: string;
  wayOn: { href: string; label: string };
  /** The link itself is none of ours: no cookie would help. */
  isBroken?: boolean;
};

/** In place of a page whose link is used up, too old or cut short: why, and a way on. */
export async function DeadLink({ reason, wayOn, isBroken = false }: Props) {
  if (!isBroken && !(await bringsCookies())) return <NoCookies />;
  return (
    <SignedOutFrame>
      <title>{titleOf('This link no longer works')}</title>
      <h1>This link no longer works</h1>
      <p className="mt-2 text-muted">{reason}</p>
      <div className="mt-6">
        <a href={wayOn.href} className="button button-primary w-full">
          {wayOn.label}
        </a>
      </div>
      {wayOn.href !== '/login' && (
        <p className="mt-4 text-center">
          <a href="/login" className="link inline-block py-2">
            Back to sign in
          </a>
        </p>
      )}
    </SignedOutFrame>
  );
}

/** A link is kept in a cookie while its page is open, and none came back: whether it still works can't be said. */
function NoCookies() {
  return (
    <SignedOutFrame>
      <title>{titleOf('Your browser sent no cookie')}</title>
      <h1>Your browser sent no cookie</h1>
      <p className="mt-2 text-muted">
        Links and sign-in need cookies. Allow them for this site, then open the link in your email again.
      </p>
    </SignedOutFrame>
  );
}
