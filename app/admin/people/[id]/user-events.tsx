import { EventRow } from '#app/_frame/event-row.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import type { UserDetails } from '#lib/flows/admin/describe-user.ts';
import type { Words } from '#lib/words/shape.ts';

/** How many events the page shows. */
const RECENT = 8;

type Props = { user: UserDetails; now: Date; words: Words['person']['events'] };

/** The account's latest events. All of them are on the Events page. */
export function UserEvents({ user: { email, events }, now, words }: Props) {
  return (
    <Setting title={words.title}>
      <Rows
        label={words.list}
        foot={
          <PageLink href={`/admin/events?${new URLSearchParams({ email })}`} className="link">
            {words.all}
          </PageLink>
        }
      >
        {events.length === 0 && <li className="row text-muted">{words.empty}</li>}
        {events.slice(0, RECENT).map((event) => (
          <EventRow key={event.id} event={event} now={now} />
        ))}
      </Rows>
    </Setting>
  );
}
