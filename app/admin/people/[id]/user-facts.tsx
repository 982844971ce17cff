import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import type { UserDetails } from '#lib/flows/admin/describe-user.ts';
import type { Context } from '#lib/flows/context.ts';
import { twoFactorStatus } from '#lib/rules/two-factor/two-factor-status.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';
import { LastSignIn } from '../../last-sign-in.tsx';
import { TwoFactorBadge } from '../../two-factor-badge.tsx';
import { sayWaysIn } from '../../ways-in.ts';

type Props = { user: UserDetails; context: Pick<Context, 'now' | 'settings'>; words: Words; formats: Formats };

/** How the account is protected and used, line by line. */
export function UserFacts({ user, context, words, formats }: Props) {
  const { facts } = words.person;
  const { now } = context;
  const { createdAt, disabledAt, deletionDueAt, lockedDownAt, resetDueAt, emailChange, formerAddresses } = user;
  return (
    <Setting title={facts.title}>
      <dl className="card card-flush facts">
        <Fact name={facts.twoFactor}>
          <TwoFactor user={user} context={context} words={words} />
        </Fact>
        {resetDueAt && (
          <Fact name={facts.reset}>
            <Rich parts={facts.resetDue({ time: <LocalTime at={resetDueAt} now={now} /> })} />
          </Fact>
        )}
        <Fact name={facts.waysIn}>
          {sayWaysIn({ ...user, passkeys: passkeysOf(user).length }, words.people, formats)}
        </Fact>
        {user.groups.length > 0 && (
          <Fact name={facts.groups}>
            {user.groups.map(({ id, title }) => (
              <PageLink key={id} href={`/admin/groups/${id}`} className="link block">
                <bdi>{title}</bdi>
              </PageLink>
            ))}
          </Fact>
        )}
        {user.apps.length > 0 && (
          <Fact name={facts.openApps}>
            {user.apps.map(({ id, name }) => (
              <span key={id} className="block">
                <bdi>{name}</bdi>
                {user.appsInUse.includes(id) && <span className="text-muted">{facts.appInUse}</span>}
              </span>
            ))}
          </Fact>
        )}
        <Fact name={facts.lastSignIn}>
          <LastSignIn user={user} context={context} words={words.people} look="moment" />
        </Fact>
        <Fact name={facts.created}>
          <LocalTime at={createdAt} now={now} look="day" />
        </Fact>
        {disabledAt && (
          <Fact name={facts.disabled}>
            <LocalTime at={disabledAt} now={now} isFirst />
          </Fact>
        )}
        {deletionDueAt && (
          <Fact name={facts.deletion}>
            <Rich parts={facts.deletionDue({ time: <LocalTime at={deletionDueAt} now={now} /> })} />
          </Fact>
        )}
        {lockedDownAt && (
          <Fact name={facts.lockedDown}>
            <LocalTime at={lockedDownAt} now={now} isFirst />
            <span className="block text-muted">{facts.lockedDownUntil}</span>
          </Fact>
        )}
        {emailChange && (
          <Fact name={facts.emailChange}>
            <Rich
              parts={facts.emailChangeDue({
                to: <bdi dir="ltr">{emailChange.to}</bdi>,
                time: <LocalTime at={new Date(emailChange.dueAt)} now={now} />,
              })}
            />
          </Fact>
        )}
        {formerAddresses.length > 0 && (
          <Fact name={facts.formerAddresses}>
            {formerAddresses.map(({ changeId, email, changedAt }) => (
              <span key={changeId} className="block">
                <Rich
                  parts={facts.until({
                    email: <bdi dir="ltr">{email}</bdi>,
                    time: <LocalTime at={changedAt} now={now} />,
                  })}
                />
              </span>
            ))}
          </Fact>
        )}
      </dl>
    </Setting>
  );
}

function TwoFactor({ user, context: { now, settings }, words: { people, person } }: Omit<Props, 'formats'>) {
  const { twoFactor, role, createdAt } = user;
  const passkeys = passkeysOf(user);
  const keys = user.passkeys.length - passkeys.length;
  const apps = twoFactor.isOn ? twoFactor.authenticators.length : 0;
  const isDisabled = twoFactor.isOn && twoFactor.disabled !== null;
  const status = twoFactorStatus(
    settings.twoFactorPolicy,
    {
      role,
      createdAt,
      // Said elsewhere on this page.
      disabledAt: null,
      lockedDownAt: null,
      twoFactorSince: twoFactor.isOn ? twoFactor.since : null,
      authenticatorDisabledAt: isDisabled ? now : null,
    },
    now,
  );
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <TwoFactorBadge status={status} words={people.twoFactor} />
        {twoFactor.isOn && (
          <span className="text-muted">
            <Rich parts={person.facts.since({ day: <LocalTime at={twoFactor.since} now={now} look="day" /> })} />
            {' · '}
            {[
              ...(apps > 0 ? [person.facts.apps({ count: apps })] : []),
              ...(keys > 0 ? [person.facts.securityKeys({ count: keys })] : []),
              ...(passkeys.length > 0 ? [person.facts.passkeys(counted(passkeys))] : []),
            ].join(' · ')}
            {' · '}
            {person.facts.oneTimePasswordsLeft({ count: twoFactor.recovery.left })}
          </span>
        )}
      </span>
      {isDisabled && <span className="block text-muted">{person.facts.appDisabled}</span>}
    </>
  );
}

/** Those that sign in by themselves. */
function passkeysOf({ passkeys }: UserDetails) {
  return passkeys.filter(({ kind }) => kind === 'passkey');
}

function counted(passkeys: UserDetails['passkeys']) {
  return { count: passkeys.length, onDevice: passkeys.filter(({ storage }) => storage === 'device').length };
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
