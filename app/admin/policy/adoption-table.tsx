import { LocalTime } from '#app/_ui/local-time.tsx';
import type { AdoptionWeek } from '#lib/flows/admin/describe-adoption.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { weeks: readonly AdoptionWeek[]; now: Date; words: Words['policy']['adoption']; formats: Formats };

/** What the chart shows, in numbers. */
export function AdoptionTable({ weeks, now, words, formats }: Props) {
  return (
    <details className="disclosure">
      <summary>{words.showData}</summary>
      <table className="chart-data">
        <thead>
          <tr>
            <th scope="col">{words.week}</th>
            <th scope="col">{words.withTwoFactor}</th>
            <th scope="col">{words.withPasskey}</th>
            <th scope="col">{words.all}</th>
          </tr>
        </thead>
        <tbody>
          {weeks.toReversed().map(({ day, users, protectedUsers, passkeyUsers }) => (
            <tr key={day.getTime()}>
              <th scope="row">
                <LocalTime at={day} now={now} look="day" />
              </th>
              <td>{formats.number(protectedUsers)}</td>
              <td>{formats.number(passkeyUsers)}</td>
              <td>{formats.number(users)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
