import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { limits } from '#lib/config/limits.ts';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';

type Props = { recovery: Extract<TwoFactorState, { isOn: true }>['recovery']; now: Date };

/** Which one-time passwords are used and which are not, by their numbers: the codes themselves are not known here. */
export function OneTimePasswords({ recovery: { left, codes, madeAt }, now }: Props) {
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h3>One-time passwords</h3>
      {left <= limits.recoveryCodesFew && (
        <Banner look="warning">
          <p>{warning(left)}</p>
        </Banner>
      )}
      <p>
        <strong>
          {left} of {codes.length}
        </strong>{' '}
        left. Made on <LocalTime at={madeAt} now={now} look="day" />.
      </p>
      <ol className="recovery-codes">
        {codes.map(({ number, usedAt }) => (
          <li key={number}>
            <span className="recovery-number">{number}</span>
            {usedAt ? (
              <span className="text-muted">
                used <LocalTime at={usedAt} now={now} look="day" />
              </span>
            ) : (
              <span>unused</span>
            )}
          </li>
        ))}
      </ol>
      <OpenDialog page="/profile/two-factor" dialog="renew" id="renew">
        Get new one-time passwords
      </OpenDialog>
    </section>
  );
}

function warning(left: number): string {
  if (left === 0) return 'All of them are used. Without your phone there is no way in: get new ones now.';
  return `Only ${left} ${left === 1 ? 'is' : 'are'} left. Get new ones before you need them.`;
}
