import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { limits } from '#lib/config/limits.ts';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { myWords } from '#lib/web/words.ts';

type Props = { recovery: Extract<TwoFactorState, { isOn: true }>['recovery']; now: Date };

/** How many one-time passwords are left, and which were used when, by their numbers: the codes aren't known here. */
export async function OneTimePasswords({ recovery: { left, codes, madeAt }, now }: Props) {
  const { oneTimePasswords: words } = (await myWords()).twoFactor;
  return (
    <Setting id="one-time-passwords-heading" title={words.heading} about={words.about}>
      <div className="space-y-3">
        {left <= limits.recoveryCodesFew && (
          <Banner look="warning">
            <p>{left === 0 ? words.allUsed : words.few({ left })}</p>
          </Banner>
        )}
        <div className="card card-flush">
          <div className="meter">
            <Pips left={left} of={codes.length} />
            <div className="min-w-0">
              <p className="row-title">{words.left({ left, of: codes.length })}</p>
              <p className="row-note">
                <Rich parts={words.created({ day: <LocalTime at={madeAt} now={now} look="day" /> })} />
              </p>
            </div>
            <OpenDialog page="/profile/two-factor" dialog="renew" id="renew" className="button-small">
              {words.renew}
            </OpenDialog>
          </div>
          {left < codes.length && (
            <details className="disclosure meter-details">
              <summary>{words.whichUsed}</summary>
              <ul>
                {codes.map(
                  ({ number, usedAt }) =>
                    usedAt && (
                      <li key={number}>
                        <Rich parts={words.used({ number, day: <LocalTime at={usedAt} now={now} look="day" /> })} />
                      </li>
                    ),
                )}
              </ul>
            </details>
          )}
        </div>
      </div>
    </Setting>
  );
}

/** The number beside it as a picture. */
function Pips({ left, of }: { left: number; of: number }) {
  const pips = Array.from({ length: of }, (_, index) => index + 1);
  return (
    <span className="pips" aria-hidden="true">
      {pips.map((pip) => (
        <i key={pip} className={pip > left ? 'is-used' : undefined} />
      ))}
    </span>
  );
}
