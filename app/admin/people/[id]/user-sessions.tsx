import { deviceIcon } from '#app/_frame/device-icon.ts';
import { SessionNote } from '#app/_frame/session-note.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import type { UserDetails } from '#lib/flows/admin/describe-user.ts';
import { sayBrowser } from '#lib/rules/events/say-browser.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  sessions: UserDetails['sessions'];
  /** Where a session is ended; null on one's own page. */
  page: string | null;
  now: Date;
  words: Words;
  formats: Formats;
};

/** Where the user is signed in. */
export function UserSessions({ sessions, page, now, words, formats }: Props) {
  const { title, about, list, empty, end } = words.person.sessions;
  return (
    <Setting title={title} about={about}>
      {sessions.length > 0 ? (
        <Rows label={list}>
          {sessions.map((session) => (
            <Row
              key={session.ref}
              icon={deviceIcon(session.browser)}
              title={<bdi id={`session-${session.ref}`}>{sayBrowser(words.events, session.browser)}</bdi>}
              note={<SessionNote session={session} isOwn={false} now={now} words={words.sessions} formats={formats} />}
              noteId={`session-${session.ref}-note`}
            >
              {page && (
                <OpenDialog
                  page={page}
                  dialog="end-session"
                  about={session.ref}
                  id={`end-session-${session.ref}`}
                  className="button-small"
                  aria-describedby={`session-${session.ref} session-${session.ref}-note`}
                >
                  {end}
                </OpenDialog>
              )}
            </Row>
          ))}
        </Rows>
      ) : (
        <div className="card card-flush">
          <p className="row text-muted">{empty}</p>
        </div>
      )}
    </Setting>
  );
}
