import { LocalTime } from '#app/_ui/local-time.tsx';
import type { Adoption } from '#lib/flows/admin/describe-adoption.ts';

const WIDTH = 600;
const HEIGHT = 160;

/**
 * Twelve weeks as two series of bars: all accounts, and of these the ones with two-factor on. The numbers are below.
 */
export function AdoptionChart({ adoption, now }: { adoption: readonly Adoption[]; now: Date }) {
  const top = Math.max(1, ...adoption.map(({ users }) => users));
  const slot = WIDTH / adoption.length;
  const bar = (value: number, index: number, className: string) => {
    const height = (value / top) * HEIGHT;
    return (
      <rect
        key={`${className} ${index}`}
        x={index * slot + slot * 0.15}
        y={HEIGHT - height}
        width={slot * 0.7}
        height={height}
        rx={3}
        className={className}
      />
    );
  };
  return (
    <figure className="space-y-3">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full" aria-hidden="true">
        {adoption.map(({ users }, index) => bar(users, index, 'fill-line'))}
        {adoption.map(({ protectedUsers }, index) => bar(protectedUsers, index, 'fill-accent'))}
        <line x1="0" y1={HEIGHT} x2={WIDTH} y2={HEIGHT} className="stroke-edge" />
      </svg>
      <figcaption className="text-muted">
        Week by week until today: all accounts in grey, those with two-factor on in colour.
      </figcaption>
      <details className="disclosure">
        <summary>The numbers</summary>
        <ul>
          {adoption.map(({ day, users, protectedUsers }) => (
            <li key={day.getTime()}>
              <LocalTime at={day} now={now} look="day" />: {protectedUsers} of {users}
            </li>
          ))}
        </ul>
      </details>
    </figure>
  );
}
