import type { ReactNode } from 'react';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import type { IconName } from '#app/_ui/icon.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import type { AppRequest } from '#lib/flows/apps/describe-request.ts';
import { myWords } from '#lib/web/words.ts';

const icons: Readonly<Record<AppRequest['next'], IconName>> = {
  closed: 'ban',
  unconfirmed: 'mail',
  'two-factor': 'shield',
  again: 'lock',
  press: 'app',
  go: 'app',
};

/** What someone on the way to an app still has to do, or nothing; then it leads on to `path` by itself. */
export async function AppEntry({
  request: { app, next, path },
  email,
  form,
}: {
  request: AppRequest;
  email: string;
  /** What sends the press, or signs in again. */
  form: (label: string) => ReactNode;
}) {
  const { authorize, frame } = await myWords();
  const words = authorize[next];
  const links: Readonly<Partial<Record<AppRequest['next'], [href: string, label: string]>>> = {
    closed: ['/', frame.home],
    unconfirmed: ['/profile', authorize.unconfirmed.button],
    'two-factor': ['/profile/two-factor', authorize['two-factor'].button],
    go: [path, authorize.go.button],
  };
  const [href, label] = links[next] ?? [];
  return (
    <SignedOutFrame>
      <title>{titleOf(words.title({ app }).join(''))}</title>
      {/* Not a redirect: behind a form, Chromium holds those against the policy of the form. */}
      {next === 'go' && <meta httpEquiv="refresh" content={`0;url=${path}`} />}
      <Sign icon={icons[next]} isWarning={next === 'closed'} />
      <h1>
        <Rich parts={words.title({ app: <bdi key="app">{app}</bdi> })} />
      </h1>
      <p className="mt-2 text-muted">{words.text}</p>
      {next === 'press' && <p className="mt-2 text-muted">{authorize.press.not}</p>}
      <div className="mt-6 space-y-3">
        {href ? (
          <a href={href} className={`button button-wide ${next === 'closed' ? 'button-quiet' : 'button-primary'}`}>
            {label}
          </a>
        ) : (
          form(authorize[next === 'press' ? 'press' : 'again'].button)
        )}
        <p className="text-sm text-muted">
          <Rich parts={authorize.signedInAs({ email: <Email key="email">{email}</Email> })} />
        </p>
      </div>
    </SignedOutFrame>
  );
}

/** A request that can't be answered any more. */
export async function LateEntry() {
  const { authorize, frame } = await myWords();
  return (
    <SignedOutFrame>
      <title>{titleOf(authorize.expired.title)}</title>
      <Sign icon="clock" isWarning />
      <h1>{authorize.expired.title}</h1>
      <p className="mt-2 text-muted">{authorize.expired.text}</p>
      <a href="/" className="button button-quiet button-wide mt-6">
        {frame.home}
      </a>
    </SignedOutFrame>
  );
}
