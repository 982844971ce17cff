import { PageLink } from '#app/_ui/page-link.tsx';
import type { Adoption } from '#lib/flows/admin/describe-adoption.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';
import { AdoptionChart, AdoptionMeter } from './adoption-chart.tsx';
import { AdoptionTable } from './adoption-table.tsx';

/** Of fewer weeks no chart says more than one bar. */
const FEWEST_WEEKS = 3;

type Props = { adoption: Adoption; now: Date; words: Words['policy']['adoption']; formats: Formats };

/** How many have two-factor on, how that came about, and who is missing. */
export function AdoptionCard({ adoption: { weeks, overdue }, now, words, formats }: Props) {
  const { users = 0, protectedUsers = 0, passkeyUsers = 0 } = weeks.at(-1) ?? {};
  const withTwoFactor = formats.number(protectedUsers);
  const missing = users - protectedUsers;
  const number = formats.number(missing);
  const isChart = weeks.length >= FEWEST_WEEKS;
  return (
    <div className="card">
      <div className="chart-head">
        <p className="chart-number">
          {formats.percent(users === 0 ? 0 : protectedUsers / users)}{' '}
          <small>
            {users === 1
              ? words.shareOfOne({ withTwoFactor })
              : words.share({ withTwoFactor, all: formats.number(users) })}
          </small>
        </p>
        <ul className="chart-legend">
          <li>
            <i className="chart-some" />
            {words.withTwoFactor}
          </li>
          {isChart && (
            <li>
              <i className="chart-passkeys" />
              {words.withPasskey}
            </li>
          )}
          <li>
            <i className="chart-all" />
            {words.all}
          </li>
        </ul>
      </div>
      {isChart ? (
        <>
          <AdoptionChart weeks={weeks} now={now} formats={formats} />
          <AdoptionTable weeks={weeks} now={now} words={words} formats={formats} />
        </>
      ) : (
        <AdoptionMeter users={users} protectedUsers={protectedUsers} />
      )}
      <p className="chart-foot">
        {words.passkeys({ number: formats.number(passkeyUsers) })}{' '}
        {missing === 0 ? (
          words.everyone
        ) : (
          <>
            {overdue
              ? words.withoutAndOverdue({ number, overdue: formats.number(overdue) })
              : words.without({ number })}{' '}
            <PageLink href="/admin?filter=without-two-factor" className="link">
              {words.seeWho}
            </PageLink>
          </>
        )}
      </p>
    </div>
  );
}
