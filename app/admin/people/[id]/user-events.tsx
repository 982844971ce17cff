import { LocalTime } from '#app/_ui/local-time.tsx';
import type { ActivityRow } from '#lib/flows/account/steps/describe-activity.ts';

/** The account's latest events. All of them are on the Events page. */
export function UserEvents({ events, now }: { events: readonly ActivityRow[]; now: Date }) {
  return (
    <section className="space-y-4">
      <h3>Lately</h3>
      <ul className="rows">
        {events.slice(0, 10).map(({ id, at, what, browser }) => (
          <li key={id} className="row">
            <p>
              <span className="font-semibold">{what}</span>
              <span className="block text-muted">
                <LocalTime at={at} now={now} /> · {browser}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
