import { Badge } from '#app/_ui/badge.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { cameByLastCode } from '#lib/rules/two-factor/last-code.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { AuthenticatorDisabled } from './authenticator-disabled.tsx';
import { OneTimePasswords } from './one-time-passwords.tsx';

const page = '/profile/two-factor';

type Props = { state: Extract<TwoFactorState, { isOn: true }>; signed: CurrentUser; now: Date; takesFocus: boolean };

/** The tab while two-factor is on: since when, which one-time passwords are left, what can be changed. */
export function TwoFactorOn({ state: { since, lastUsedAt, disabled, recovery }, signed, now, takesFocus }: Props) {
  const isRequired = signed.isTwoFactorRequired;
  return (
    <>
      <div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <FocusHeading id="two-factor-heading" takesFocus={takesFocus}>
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
      {disabled && (
        <AuthenticatorDisabled
          why={disabled}
          left={recovery.left}
          mayRenew={cameByLastCode(signed, recovery.codes, now)}
        />
      )}
      <OneTimePasswords recovery={recovery} now={now} />
      <section className="space-y-3 border-t border-line pt-5">
        <h3>Authenticator app</h3>
        <p className="text-muted">
          A new phone or another app? Move there without an unprotected moment: the old app works until the new one has
          shown a right code.
        </p>
        <div className="flex flex-wrap gap-3">
          <OpenDialog page={page} dialog="move" id="move">
            Move to a new phone
          </OpenDialog>
          {!isRequired && (
            <OpenDialog page={page} dialog="disable" id="disable" look="danger-quiet">
              Disable
            </OpenDialog>
          )}
        </div>
        {isRequired && <p className="text-muted">Two-factor authentication is required here, so it stays on.</p>}
      </section>
    </>
  );
}
