import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { describeSessions } from '#lib/flows/account/steps/describe-activity.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { EndOthersDialog } from './end-others-dialog.tsx';
import { SessionLine } from './session-line.tsx';
import { SessionList } from './session-list.tsx';

const page = '/profile/sessions';

export default async function SessionsPage({ searchParams }: PageProps<'/profile/sessions'>) {
  const signed = await requireSession(page);
  const context = await requestContext();
  const { dialog, done } = await searchParams;
  const sessions = await describeSessions(context, signed);
  const isAlone = sessions.length <= 1;
  const isDone = done === 'others' && isAlone;
  const rows = sessions.map((session) => {
    const isOwn = session.idHash === signed.sessionIdHash;
    return { id: session.idHash, isOwn, line: <SessionLine session={session} isOwn={isOwn} now={context.now} /> };
  });
  return (
    <>
      <div className="space-y-5">
        <title>{titleOf('Sessions')}</title>
        {isDone && (
          <Banner look="success">
            <p>All other browsers are signed out.</p>
          </Banner>
        )}
        <div>
          <FocusHeading id="sessions-heading" takesFocus={isDone}>
            Sessions
          </FocusHeading>
          <p className="mt-2 text-muted">
            {isAlone
              ? 'No other browser is signed in to your account.'
              : 'The browsers that are signed in to your account. Sign out those that you do not know or no longer use.'}
          </p>
        </div>
        {/* Keyed: what was said about one browser is over when all are signed out. */}
        <SessionList key={String(isDone)} rows={rows} />
        {!isAlone && (
          <OpenDialog page={page} dialog="others" id="end-others" look="danger-quiet">
            Sign out all other browsers
          </OpenDialog>
        )}
      </div>
      {dialog === 'others' && !isAlone && <EndOthersDialog count={sessions.length - 1} />}
    </>
  );
}
