import { Sign } from '#app/_ui/sign.tsx';
import { bringsCookies } from '#lib/web/cookies.ts';
import { myWords } from '#lib/web/words.ts';
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
  const { deadLink, backToSignIn } = (await myWords()).frame;
  return (
    <SignedOutFrame below={wayOn.href !== '/login' && <BackToSignIn>{backToSignIn}</BackToSignIn>}>
      <title>{titleOf(deadLink.title)}</title>
      <Sign icon="unlink" isWarning />
      <h1>{deadLink.title}</h1>
      <p className="mt-2 text-muted">{reason}</p>
      <div className="mt-6">
        <a href={wayOn.href} className="button button-primary button-wide">
          {wayOn.label}
        </a>
      </div>
    </SignedOutFrame>
  );
}

function BackToSignIn({ children }: { children: string }) {
  return (
    <a href="/login" className="link inline-block py-2">
      {children}
    </a>
  );
}

/** A link is kept in a cookie while its page is open, and none came back: whether it still works can't be said. */
async function NoCookies() {
  const { title, text } = (await myWords()).frame.noCookies;
  return (
    <SignedOutFrame>
      <title>{titleOf(title)}</title>
      <Sign icon="ban" isWarning />
      <h1>{title}</h1>
      <p className="mt-2 text-muted">{text}</p>
    </SignedOutFrame>
  );
}
