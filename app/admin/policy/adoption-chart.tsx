import { LocalTime } from '#app/_ui/local-time.tsx';
import type { AdoptionWeek } from '#lib/flows/admin/describe-adoption.ts';
import { axisTop } from '#lib/rules/two-factor/adoption-weeks.ts';
import type { Formats } from '#lib/words/format.ts';

/** Drawn on 100 by 100 and stretched: lengths are percents. */
const WHOLE = 100;
/** Of a week's width. */
const GAP = 0.18;

type Props = { weeks: readonly AdoptionWeek[]; now: Date; formats: Formats };

/** Everyone, of them those with two-factor on, and as a line those with a passkey, week by week. For the eye: a table below says the same. */
export function AdoptionChart({ weeks, now, formats }: Props) {
  const top = axisTop(Math.max(...weeks.map(({ users }) => users)));
  const slot = WHOLE / weeks.length;
  const bar = (value: number, index: number, className: string) => {
    const height = (value / top) * WHOLE;
    return (
      <rect
        x={(index + GAP / 2) * slot}
        y={WHOLE - height}
        width={slot * (1 - GAP)}
        height={height}
        className={className}
      />
    );
  };
  const line = weeks
    .map(({ passkeyUsers }, index) => `${(index + 1 / 2) * slot},${WHOLE - (passkeyUsers / top) * WHOLE}`)
    .join(' ');
  const days = [weeks[0], weeks[Math.floor((weeks.length - 1) / 2)], weeks.at(-1)].flatMap((week) => week ?? []);
  return (
    <div className="chart" aria-hidden="true">
      <div className="chart-y">
        {[top, top / 2, 0].map((value) => (
          <span key={value}>{formats.number(value)}</span>
        ))}
      </div>
      <svg viewBox={`0 0 ${WHOLE} ${WHOLE}`} preserveAspectRatio="none" className="chart-bars" aria-hidden="true">
        {[0, WHOLE / 2].map((y) => (
          <line key={y} x1="0" x2={WHOLE} y1={y} y2={y} className="chart-line" />
        ))}
        {weeks.map(({ day, users, protectedUsers }, index) => (
          <g key={day.getTime()}>
            <title>{`${formats.day(day)}: ${formats.number(protectedUsers)} / ${formats.number(users)}`}</title>
            {bar(users, index, 'chart-all')}
            {bar(protectedUsers, index, 'chart-some')}
          </g>
        ))}
        {['chart-passkeys-edge', 'chart-passkeys'].map((className) => (
          <polyline key={className} points={line} className={className} />
        ))}
        <line x1="0" x2={WHOLE} y1={WHOLE} y2={WHOLE} className="chart-axis" />
      </svg>
      <div className="chart-x">
        {days.map(({ day }) => (
          <LocalTime key={day.getTime()} at={day} now={now} look="day" />
        ))}
      </div>
    </div>
  );
}

/** The same of one day. */
export function AdoptionMeter({ users, protectedUsers }: Pick<AdoptionWeek, 'users' | 'protectedUsers'>) {
  return (
    <svg viewBox={`0 0 ${WHOLE} 1`} preserveAspectRatio="none" className="chart-meter" aria-hidden="true">
      <rect width={WHOLE} height="1" className="chart-all" />
      <rect width={users === 0 ? 0 : (protectedUsers / users) * WHOLE} height="1" className="chart-some" />
    </svg>
  );
}
