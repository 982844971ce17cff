import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import type { IconName } from '#app/_ui/icon.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { type AppRequest, describeAppRequest } from '#lib/flows/apps/describe-request.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { continueToAppAction, signInAgainAction } from './actions.ts';

const icons: Readonly<Record<AppRequest['next'], IconName>> = {
  closed: 'ban',
  'two-factor': 'shield',
  again: 'lock',
  press: 'app',
  go: 'app',
};

/** Where an app's sign-in waits for its person: for what is still missing, or for nothing, and then it goes on. */
export default async function AuthorizePage({ params }: PageProps<'/authorize/[uid]'>) {
  const { uid } = await params;
  const signed = await requireSession(`/authorize/${encodeURIComponent(uid)}`);
  const { authorize, frame } = await myWords();
  const request = await describeAppRequest(await requestContext(), uid, signed);
  if (!request) {
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
  const { next, app, path } = request;
  const words = authorize[next];
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
        <Way request={request} uid={uid} words={authorize} home={frame.home} />
        <p className="text-sm text-muted">
          <Rich parts={authorize.signedInAs({ email: <Email key="email">{signed.email}</Email> })} />
        </p>
      </div>
    </SignedOutFrame>
  );
}

type WayProps = {
  request: AppRequest;
  uid: string;
  words: Awaited<ReturnType<typeof myWords>>['authorize'];
  home: string;
};

/** The one button of the page. */
function Way({ request: { next, path }, uid, words, home }: WayProps) {
  if (next === 'closed' || next === 'two-factor' || next === 'go') {
    const [href, label] = {
      closed: ['/', home],
      'two-factor': ['/profile/two-factor', words['two-factor'].button],
      go: [path, words.go.button],
    }[next] as [string, string];
    return (
      <a href={href} className={`button button-wide ${next === 'closed' ? 'button-quiet' : 'button-primary'}`}>
        {label}
      </a>
    );
  }
  return (
    <PlainForm action={next === 'press' ? continueToAppAction : signInAgainAction}>
      <input type="hidden" name="uid" value={uid} />
      <button type="submit" className="button button-primary button-wide">
        {words[next].button}
      </button>
    </PlainForm>
  );
}
