import { deviceIcon } from '#app/_frame/device-icon.ts';
import { SessionNote } from '#app/_frame/session-note.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import type { UserDetails } from '#lib/flows/admin/describe-user.ts';
import { sayBrowser } from '#lib/rules/events/say-browser.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { sessions: UserDetails['sessions']; now: Date; words: Words; formats: Formats };

/** Where the user is signed in. */
export function UserSessions({ sessions, now, words, formats }: Props) {
  const { title, about, list, empty } = words.person.sessions;
  return (
    <Setting title={title} about={about}>
      {sessions.length > 0 ? (
        <Rows label={list}>
          {sessions.map((session) => (
            <Row
              key={`${session.signedInAt.getTime()} ${session.browser} ${session.ipAddress}`}
              icon={deviceIcon(session.browser)}
              title={<bdi>{sayBrowser(words.events, session.browser)}</bdi>}
              note={<SessionNote session={session} isOwn={false} now={now} words={words.sessions} formats={formats} />}
            />
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
