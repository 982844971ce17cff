import { Badge } from '#app/_ui/badge.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import type { describeUser } from '#lib/flows/admin/describe-user.ts';
import { providerNames } from '#lib/rules/sign-in/authentication-methods.ts';

type UserDetails = NonNullable<Awaited<ReturnType<typeof describeUser>>>;

/** Who it is and how the account is protected, line by line. */
export function UserFacts({ user, now }: { user: UserDetails; now: Date }) {
  const { email, role, createdAt, disabledAt, hasPassword, providers, twoFactor, resetDueAt, sessions } = user;
  const { formerAddresses } = user;
  const waysIn = [...(hasPassword ? ['password'] : []), ...providers.map((provider) => providerNames[provider])];
  return (
    <dl className="facts">
      <Fact name="Email address">
        <bdi dir="ltr">{email}</bdi>
      </Fact>
      {formerAddresses.length > 0 && (
        <Fact name="Former addresses">
          {formerAddresses.map(({ changeId, email: former, changedAt }) => (
            <span key={changeId} className="block">
              <bdi dir="ltr">{former}</bdi> until <LocalTime at={changedAt} now={now} />
            </span>
          ))}
        </Fact>
      )}
      <Fact name="Account">
        {disabledAt ? (
          <>
            Disabled since <LocalTime at={disabledAt} now={now} />
          </>
        ) : (
          <>
            Since <LocalTime at={createdAt} now={now} look="day" />
          </>
        )}
        {role === 'admin' && ', administrator'}
      </Fact>
      <Fact name="Signs in with">{waysIn.join(', ') || 'nothing'}</Fact>
      <Fact name="Two-factor">
        {twoFactor.isOn ? (
          <>
            <Badge look={twoFactor.disabled ? 'off' : 'on'}>
              {twoFactor.disabled ? 'Codes of the app switched off' : 'On'} since{' '}
              <LocalTime at={twoFactor.since} now={now} look="day" />
            </Badge>
            <span className="block">
              {twoFactor.recovery.left} one-time {twoFactor.recovery.left === 1 ? 'password' : 'passwords'} left
            </span>
          </>
        ) : (
          <Badge look="off">Off</Badge>
        )}
      </Fact>
      {resetDueAt && (
        <Fact name="Reset ordered">
          Due <LocalTime at={resetDueAt} now={now} />. A mail then brings the link that carries it out
        </Fact>
      )}
      <Fact name="Sessions">
        {sessions.length === 0 && 'None'}
        {sessions.map(({ browser, ipAddress, lastUsedAt, signedInAt }) => (
          <span key={`${signedInAt.getTime()} ${browser}`} className="block">
            {browser}
            {ipAddress !== 'unknown' && ` · ${ipAddress}`} · last used <LocalTime at={lastUsedAt} now={now} />
          </span>
        ))}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
