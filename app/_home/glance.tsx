import { MenuLink } from '#app/_frame/menu-link.tsx';
import { Badge } from '#app/_ui/badge.tsx';
import { Icon } from '#app/_ui/icons.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import type { describeSignIns } from '#lib/flows/account/describe-account.ts';
import type { TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';

type Props = {
  twoFactor: TwoFactorState;
  signIns: Awaited<ReturnType<typeof describeSignIns>>;
  now: Date;
  /** The offer of a second factor stands above: it need not stand here again. */
  isOffered: boolean;
};

/** How the account is protected, in four lines; each leads to its tab. */
export function Glance({ twoFactor, signIns: { previous, otherBrowsers }, now, isOffered }: Props) {
  return (
    <section aria-label="Your account at a glance" className="card tiles mt-6 p-0!">
      <Row
        icon="shield"
        title="Two-factor authentication"
        tab="/profile/two-factor"
        aside={!twoFactor.isOn && !isOffered && <SetUp />}
      >
        {twoFactor.isOn ? (
          <Badge look="on">
            On since <LocalTime at={twoFactor.since} now={now} look="day" />
          </Badge>
        ) : (
          <Badge look="off">Off</Badge>
        )}
      </Row>
      {twoFactor.isOn && (
        <Row icon="key" title="One-time passwords" tab="/profile/two-factor">
          {twoFactor.recovery.left} of {twoFactor.recovery.codes.length} left
        </Row>
      )}
      <Row icon="clock" title="Last sign-in" tab="/profile/activity">
        {previous ? (
          <>
            <LocalTime at={previous.at} now={now} />, {previous.browser}
          </>
        ) : (
          'This is your first one'
        )}
      </Row>
      <Row icon="screens" title="Other browsers signed in" tab="/profile/sessions">
        {otherBrowsers === 0 ? 'None' : otherBrowsers}
      </Row>
    </section>
  );
}

type RowProps = {
  icon: React.ComponentProps<typeof Icon>['shape'];
  title: string;
  tab: string;
  aside?: React.ReactNode;
  children: React.ReactNode;
};

function Row({ icon, title, tab, aside, children }: RowProps) {
  return (
    <div className="tile">
      <span className="grid size-10 place-items-center rounded-full bg-accent-tint text-accent">
        <Icon shape={icon} />
      </span>
      <div className="min-w-0">
        <h2 className="text-base">
          <MenuLink href={tab} className="tile-link">
            {title}
          </MenuLink>
        </h2>
        <div className="text-muted">{children}</div>
      </div>
      {aside}
    </div>
  );
}

function SetUp() {
  return (
    <MenuLink href="/profile/two-factor" className="button button-primary button-small relative">
      Set it up
    </MenuLink>
  );
}
