import { Badge } from '#app/_ui/badge.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { DAY_MS, HOUR_MS } from '#lib/config/limits.ts';
import type { Settings } from '#lib/config/settings.ts';
import { rpIdOf, whyNoPasskeys } from '#lib/rules/two-factor/relying-party.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { settings: Settings; words: Words['policy']['rules']; formats: Formats };

/** The settings that people feel, each with the variable that sets it. */
export function PolicyRules({ settings, words, formats }: Props) {
  const { twoFactorPolicy, signup, signupDomains, resetWaitMs, passwordMinLength } = settings;
  const { requiredFor, from, graceMs } = twoFactorPolicy;
  const { twoFactor, grace, passkeys, signUp, reset } = words;
  const hasDomains = signup === 'open' && signupDomains.length > 0;
  const rule = (setting: string, name: string, value: React.ReactNode, note?: string) => (
    <Rule
      name={name}
      note={note}
      source={<Rich parts={words.setBy({ setting: <code key="setting">{setting}</code> })} />}
    >
      {value}
    </Rule>
  );
  return (
    <dl className="card card-flush facts policy-rules">
      {rule(
        'TWO_FACTOR',
        twoFactor.name,
        <Badge look={requiredFor === 'optional' ? 'off' : 'hint'}>{twoFactor.values[requiredFor]}</Badge>,
        requiredFor === 'optional' ? twoFactor.optionalNote : undefined,
      )}
      {requiredFor !== 'optional' && (
        <>
          {rule('TWO_FACTOR_FROM', words.from.name, from ? formats.day(from) : words.from.always)}
          {rule(
            'TWO_FACTOR_GRACE_DAYS',
            grace.name,
            graceMs === 0 ? grace.none : grace.days({ days: graceMs / DAY_MS }),
          )}
        </>
      )}
      {rule(
        whyNoPasskeys(settings) === 'turned-off' ? 'PASSKEYS' : settings.passkeys.rpId ? 'PASSKEY_RP_ID' : 'AUTH_URL',
        passkeys.name,
        whyNoPasskeys(settings) ? (
          <Badge look="off">{passkeys.off}</Badge>
        ) : (
          <Rich
            parts={passkeys.on({
              host: (
                <bdi key="host" dir="ltr">
                  {rpIdOf(settings)}
                </bdi>
              ),
            })}
          />
        ),
      )}
      {rule(
        'SIGNUP',
        signUp.name,
        <Badge look={signup === 'open' && !hasDomains ? 'off' : 'hint'}>
          {hasDomains ? signUp.domains : signUp.values[signup]}
        </Badge>,
      )}
      {hasDomains && rule('SIGNUP_DOMAINS', words.domains, <bdi dir="ltr">{formats.list(signupDomains)}</bdi>)}
      {rule('PASSWORD_MIN_LENGTH', words.password.name, words.password.length({ minimum: passwordMinLength }))}
      {rule(
        'RESET_WAIT_HOURS',
        reset.name,
        resetWaitMs === 0 ? reset.none : reset.hours({ hours: resetWaitMs / HOUR_MS }),
      )}
      {rule('SESSION_DAYS', words.session.name, words.session.days({ days: settings.sessionLifeMs / DAY_MS }))}
      {rule('SESSION_IDLE_HOURS', words.idle.name, words.idle.hours({ hours: settings.sessionIdleMs / HOUR_MS }))}
      {rule('AUDIT_DAYS', words.audit.name, words.audit.days({ days: settings.auditMs / DAY_MS }))}
    </dl>
  );
}

type RuleProps = { name: string; note?: string | undefined; source: React.ReactNode; children: React.ReactNode };

function Rule({ name, note, source, children }: RuleProps) {
  return (
    <div>
      <dt>
        {name}
        {note && <span className="block text-sm text-muted">{note}</span>}
      </dt>
      <dd>{children}</dd>
      <dd className="policy-source">{source}</dd>
    </div>
  );
}
