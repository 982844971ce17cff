import { Badge } from '#app/_ui/badge.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import type { TwoFactorState } from '#lib/flows/describe-two-factor.ts';
import { say } from '#lib/messages.ts';
import { OpenDisable } from './open-disable.tsx';

type Props = { state: Extract<TwoFactorState, { isOn: true }>; now: Date };

/** The tab while two-factor is on: since when, which one-time passwords are left. */
export function TwoFactorOn({ state: { since, lastUsedAt, isSuspended, recovery }, now }: Props) {
  return (
    <>
      <div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <FocusHeading id="two-factor-heading" takesFocus={false}>
            Two-factor authentication
          </FocusHeading>
          <Badge look="on">
            On since <LocalTime at={since} now={now} look="day" />
          </Badge>
        </div>
        {lastUsedAt && (
          <p className="mt-2 text-muted">
            App code last used <LocalTime at={lastUsedAt} now={now} />
          </p>
        )}
      </div>
      {isSuspended && (
        <Banner look="warning">
          <p>{say('authenticator-suspended')}</p>
        </Banner>
      )}
      <section className="space-y-3 border-t border-line pt-5">
        <h3>One-time passwords</h3>
        <p>
          <strong>
            {recovery.left} of {recovery.codes.length}
          </strong>{' '}
          left. Made on <LocalTime at={recovery.madeAt} now={now} look="day" />.
        </p>
        <ol className="recovery-codes">
          {recovery.codes.map(({ number, usedAt }) => (
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
      </section>
      <div className="border-t border-line pt-5">
        <OpenDisable />
      </div>
    </>
  );
}
