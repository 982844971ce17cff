import { deviceIcon } from '#app/_frame/device-icon.ts';
import { SessionNote } from '#app/_frame/session-note.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { describeSessions } from '#lib/flows/account/steps/describe-activity.ts';
import { sayBrowser } from '#lib/rules/events/say-browser.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { EndOthersDialog } from './end-others-on-demand.tsx';
import { SessionList } from './session-list.tsx';

const page = '/profile/sessions';

export default async function SessionsPage({ searchParams }: PageProps<'/profile/sessions'>) {
  const signed = await requireSession(page);
  const context = await requestContext();
  const language = await requestLanguage();
  const all = wordsOf(language);
  const words = all.sessions;
  const { dialog, done } = await searchParams;
  const sessions = await describeSessions(context, signed);
  const isAlone = sessions.length <= 1;
  const isDone = done === 'others' && isAlone;
  const rows = sessions.map((session) => {
    const isOwn = session.idHash === signed.sessionIdHash;
    const common = { session, isOwn, now: context.now, words, formats: formatsIn(language) };
    return {
      id: session.idHash,
      isOwn,
      icon: deviceIcon(session.browser),
      browser: sayBrowser(all.events, session.browser),
      note: <SessionNote {...common} />,
    };
  });
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <div className="settings">
        <Setting
          title={words.title}
          about={isAlone ? words.aboutAlone : words.about}
          id="sessions-heading"
          takesFocus={isDone}
        >
          {isDone && (
            <Banner look="success" className="mb-3">
              <p>{words.othersEnded}</p>
            </Banner>
          )}
          {/* Keyed: what was said about one browser is over when all are signed out. */}
          <SessionList
            key={String(isDone)}
            words={{ ...words.row, list: words.list, own: words.own }}
            sessions={rows}
            foot={
              !isAlone && (
                <OpenDialog page={page} dialog="others" id="end-others" look="danger-quiet" className="button-small">
                  <Icon name="leave" size="small" />
                  {words.endOthers}
                </OpenDialog>
              )
            }
          />
        </Setting>
      </div>
      {dialog === 'others' && !isAlone && (
        <EndOthersDialog words={words.dialog} text={words.ending({ count: sessions.length - 1 })} />
      )}
    </>
  );
}
