import { EventRow } from '#app/_frame/event-row.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rows } from '#app/_ui/rows.tsx';
import type { ActivityRow } from '#lib/flows/account/steps/describe-activity.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { events: readonly ActivityRow[]; now: Date; words: Words['home']['recent'] };

/** The last few things that happened to the account. */
export function Recent({ events, now, words }: Props) {
  return (
    <section aria-labelledby="recent">
      <div className="section-head">
        <h2 id="recent">{words.heading}</h2>
        <PageLink href="/profile/activity" className="link">
          {words.all}
        </PageLink>
      </div>
      {events.length > 0 ? (
        <Rows>
          {events.map((event) => (
            <EventRow key={event.id} event={event} now={now} notMe={words.notMe} />
          ))}
        </Rows>
      ) : (
        <div className="card card-flush">
          <Empty icon="activity">
            <p>{words.empty}</p>
          </Empty>
        </div>
      )}
    </section>
  );
}
