import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { describeSignOut } from '#lib/flows/apps/describe-sign-out.ts';
import { requestContext } from '#lib/web/context.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { signOutForAppAction } from './actions.ts';

/** Where an app asks to sign out: it asks the person, and afterwards leads back to the app. */
export default async function SignOutPage({ searchParams }: PageProps<'/sign-out'>) {
  const query = await searchParams;
  const [app, to, state] = [one(query['app']), one(query['to']), one(query['state'])];
  const asked = await describeSignOut(await requestContext(), { app, to, state });
  const { signOut: words } = await myWords();
  const name = asked.app && <bdi key="app">{asked.app}</bdi>;
  if (!(await currentUser())) {
    return (
      <SignedOutFrame>
        <title>{titleOf(words.done.title)}</title>
        {/* Not a redirect: behind a form, Chromium holds those against the policy of the form. */}
        {asked.backTo && <meta httpEquiv="refresh" content={`0;url=${asked.backTo}`} />}
        <Sign icon="leave" />
        <h1>{words.done.title}</h1>
        <p className="mt-2 text-muted">{asked.backTo ? words.done.text : words.done.alone}</p>
        <div className="mt-6 space-y-3">
          {asked.backTo && (
            <a href={asked.backTo} className="button button-primary button-wide">
              <Rich parts={words.done.back({ app: name })} />
            </a>
          )}
          <a href="/login" className="button button-quiet button-wide">
            {words.done.signIn}
          </a>
        </div>
      </SignedOutFrame>
    );
  }
  return (
    <SignedOutFrame>
      <title>{titleOf(words.title)}</title>
      <Sign icon="leave" />
      <h1>{words.title}</h1>
      <p className="mt-2 text-muted">{name ? <Rich parts={words.asked({ app: name })} /> : words.unnamed}</p>
      <div className="mt-6 space-y-3">
        <PlainForm action={signOutForAppAction}>
          {app && <input type="hidden" name="app" value={app} />}
          {to && <input type="hidden" name="to" value={to} />}
          {state && <input type="hidden" name="state" value={state} />}
          <button type="submit" className="button button-primary button-wide">
            {words.submit}
          </button>
        </PlainForm>
        <a href="/" className="button button-quiet button-wide">
          {words.stay}
        </a>
      </div>
    </SignedOutFrame>
  );
}

/** One that was sent twice is none. */
function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
