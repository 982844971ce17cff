import { LocalTime } from '#app/_ui/local-time.tsx';
import { Where } from '#app/_ui/where.tsx';
import type { AdminEventRow } from '#lib/flows/admin/describe-events.ts';

/** `about`: whose account, or what. */
type Line = AdminEventRow & { about: string };

/** A table on wide screens, blocks on narrow ones. */
export function EventsTable({ rows, now }: { rows: readonly Line[]; now: Date }) {
  return (
    <table className="activity">
      <caption className="sr-only">Events</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Where</th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, at, about, what, by, browser, ipAddress }) => (
          <tr key={id}>
            <td className="activity-when">
              <LocalTime at={at} now={now} />
            </td>
            <td className="activity-what">
              {what}{' '}
              <bdi dir="ltr" className="block font-normal text-muted">
                {about}
              </bdi>
            </td>
            <td className="activity-where">
              <Where browser={browser} ipAddress={ipAddress} />
            </td>
            <td className="activity-by">{by ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
