import { Fragment } from 'react';
import { eventIcon } from '#app/_frame/event-icons.ts';
import { BreakableEmail } from '#app/_ui/breakable-email.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { type AdminEventRow, sayAbout } from '#lib/flows/admin/describe-events.ts';
import { commandActorName } from '#lib/rules/events/actor.ts';
import type { EventOf } from '#lib/rules/events/catalogue.ts';
import { splitReason } from '#lib/rules/events/event-line.ts';
import { sayBrowser } from '#lib/rules/events/say-browser.ts';
import type { Words } from '#lib/words/shape.ts';
import { DayRow } from './day-row.tsx';

type Props = { rows: readonly AdminEventRow[]; now: Date; words: Words };

/** A table on wide screens, blocks on narrow ones; a heading for each day. */
export function EventsTable({ rows, now, words }: Props) {
  const { title, columns, commandLine } = words.eventLog;
  const heads = [columns.time, columns.event, columns.person, columns.reason, columns.by, columns.from];
  const sayBy = (by: string) => {
    const user = commandActorName(by);
    return user ? commandLine({ user }) : <BreakableEmail>{by}</BreakableEmail>;
  };
  return (
    <table className="table table-events">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const { what, reason } = splitReason(words, { kind: row.kind, details: row.details } as EventOf);
          return (
            <Fragment key={row.id}>
              <DayRow at={row.at} above={rows[index - 1]?.at ?? null} columns={heads.length} />
              <tr>
                <td className="table-note table-time">
                  <LocalTime at={row.at} now={now} look="time" />
                </td>
                <td className="table-title">
                  <span className="table-event">
                    <Icon name={eventIcon(row.kind)} size="small" />
                    {what}
                  </span>
                </td>
                <td>
                  <About row={row} words={words} />
                </td>
                <td className="table-note">{reason && <bdi>{reason}</bdi>}</td>
                <td data-label={row.by ? columns.by : undefined}>{row.by && sayBy(row.by)}</td>
                <td className="table-note">
                  <bdi>{sayBrowser(words.events, row.browser)}</bdi>
                  {row.ipAddress !== 'unknown' && (
                    <small className="block">
                      <bdi dir="ltr">{row.ipAddress}</bdi>
                    </small>
                  )}
                </td>
              </tr>
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** Whose account, with a link while it exists, or what else the event is about. */
function About({ row, words }: { row: AdminEventRow; words: Words }) {
  const said = sayAbout(words, row);
  const about = row.email === said ? <BreakableEmail>{said}</BreakableEmail> : <bdi>{said}</bdi>;
  return row.userId ? (
    <PageLink href={`/admin/people/${row.userId}`} className="link link-quiet">
      {about}
    </PageLink>
  ) : (
    about
  );
}
