import Link from 'next/link';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Where } from '#app/_ui/where.tsx';
import type { ActivityRow } from '#lib/flows/account/steps/describe-activity.ts';

/** A table on wide screens; on narrow ones each row becomes a block, so that nothing scrolls sideways. */
export function ActivityTable({ rows, now }: { rows: readonly ActivityRow[]; now: Date }) {
  return (
    <table className="activity">
      <caption className="sr-only">Activity of your account</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Where</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, at, what, browser, ipAddress }) => (
          <tr key={id}>
            <td className="activity-when">
              <LocalTime at={at} now={now} />
            </td>
            <td id={`what-${id}`} className="activity-what">
              {what}
            </td>
            <td className="activity-where">
              <Where browser={browser} ipAddress={ipAddress} />
            </td>
            <td className="activity-act">
              <Link
                href="/profile/activity/not-me"
                prefetch={false}
                aria-describedby={`what-${id}`}
                className="link inline-block py-1"
              >
                This wasn’t me
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
