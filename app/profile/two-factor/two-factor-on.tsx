import { Badge } from '#app/_ui/badge.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { cameByLastCode } from '#lib/rules/two-factor/last-code.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { AuthenticatorDisabled } from './authenticator-disabled.tsx';
import { AuthenticatorRows } from './authenticator-rows.tsx';
import { OneTimePasswords } from './one-time-passwords.tsx';

const page = '/profile/two-factor';

type On = Extract<TwoFactorState, { isOn: true }>;
type Props = {
  state: On;
  signed: CurrentUser;
  now: Date;
  takesFocus: boolean;
  /** A passkey or security key guards the account as well. */
  hasOthers: boolean;
  /** Passkeys, between the apps and the one-time passwords. */
  children: React.ReactNode;
};

/** The tab while two-factor is on: since when, with which apps, which one-time passwords are left, what can be changed. */
export async function TwoFactorOn({
  state: { since, authenticators, disabled, recovery },
  signed,
  now,
  takesFocus,
  hasOthers,
  children,
}: Props) {
  const { heading, about, on, app } = (await myWords()).twoFactor;
  const isRequired = signed.isTwoFactorRequired;
  return (
    <div className="settings">
      <Setting id="two-factor-heading" title={heading} about={about} takesFocus={takesFocus}>
        <Rows>
          <Row
            icon="shield"
            tone="on"
            title={
              <>
                {on.state} <Badge look="on">{on.badge}</Badge>
              </>
            }
            note={
              <>
                <p>
                  <Rich parts={on.since({ day: <LocalTime at={since} now={now} look="day" /> })} />
                </p>
                {isRequired && <p>{on.required}</p>}
              </>
            }
          >
            {!isRequired && (
              <OpenDialog page={page} dialog="disable" id="disable" look="danger-quiet" className="button-small">
                {on.disable}
              </OpenDialog>
            )}
          </Row>
        </Rows>
      </Setting>
      <Setting id="app-heading" title={app.heading} about={app.about}>
        <div className="space-y-3">
          {disabled && (
            <AuthenticatorDisabled
              why={disabled}
              left={recovery.left}
              mayRenew={cameByLastCode(signed, recovery.codes, now)}
            />
          )}
          {authenticators.length === 0 && !hasOthers && (
            <Banner look="warning">
              <p>{on.unguarded}</p>
            </Banner>
          )}
          <AuthenticatorRows apps={authenticators} hasOthers={hasOthers} now={now} />
        </div>
      </Setting>
      {children}
      <OneTimePasswords recovery={recovery} now={now} />
    </div>
  );
}
