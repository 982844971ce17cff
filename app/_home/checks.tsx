import { Icon } from '#app/_ui/icon.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { describeSignIns } from '#lib/flows/account/describe-account.ts';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { sayBrowser } from '#lib/rules/events/say-browser.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  twoFactor: TwoFactorState;
  signIns: Awaited<ReturnType<typeof describeSignIns>>;
  isStrong: boolean;
  now: Date;
  words: Words['home']['checks'];
  events: Words['events'];
};

/** What protects the account, each line leading to its tab. */
export function Checks({ twoFactor, signIns: { previous, otherBrowsers }, isStrong, now, words, events }: Props) {
  return (
    <ul aria-label={words.heading} className="checks mt-4">
      <Check to="/profile/two-factor" isMissing={!twoFactor.isOn}>
        {twoFactor.isOn ? (
          <Rich parts={words.twoFactorOn({ day: <LocalTime at={twoFactor.since} now={now} look="day" /> })} />
        ) : (
          words.twoFactorOff
        )}
      </Check>
      {twoFactor.isOn && (
        <Check to="/profile/two-factor" isMissing={!isStrong}>
          {words.oneTimePasswords({ left: twoFactor.recovery.left, of: twoFactor.recovery.codes.length })}
        </Check>
      )}
      <Check to="/profile/activity">
        {previous ? (
          <Rich
            parts={words.lastSignIn({
              time: <LocalTime at={previous.at} now={now} />,
              browser: <bdi>{sayBrowser(events, previous.browser)}</bdi>,
            })}
          />
        ) : (
          words.firstSignIn
        )}
      </Check>
      <Check to="/profile/sessions">{words.otherSessions({ count: otherBrowsers })}</Check>
    </ul>
  );
}

function Check({ to, isMissing = false, children }: { to: string; isMissing?: boolean; children: React.ReactNode }) {
  return (
    <li className={isMissing ? 'is-missing' : undefined}>
      <Icon name={isMissing ? 'warning' : 'done'} />
      <PageLink href={to} className="check-link">
        {children}
      </PageLink>
    </li>
  );
}
