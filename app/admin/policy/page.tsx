import Link from 'next/link';
import { titleOf } from '#app/_frame/title.ts';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { settings } from '#lib/config/env.ts';
import { DAY_MS, HOUR_MS } from '#lib/config/limits.ts';
import { describeAdoption } from '#lib/flows/admin/describe-adoption.ts';
import { nameDomains } from '#lib/rules/account/sign-up-policy.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { AdoptionChart } from './adoption-chart.tsx';

const demands = {
  optional: 'Two-factor authentication is offered to everybody. Only administrators need it, for their work.',
  admins: 'Two-factor authentication is required of administrators.',
  everyone: 'Two-factor authentication is required of everybody.',
} as const;
const signUps = {
  open: 'Anybody can make an account.',
  invitation: 'Accounts are made by invitation: npm run admin -- user invite EMAIL.',
  closed: 'No new accounts are made.',
} as const;

export default async function PolicyPage() {
  await requireAdmin('/admin/policy');
  const context = await requestContext();
  const { twoFactorPolicy, resetWaitMs, signup, signupDomains } = settings();
  const graceDays = twoFactorPolicy.graceMs / DAY_MS;
  const waitHours = resetWaitMs / HOUR_MS;
  const adoption = await describeAdoption(context);
  const { users = 0, protectedUsers = 0 } = adoption.at(-1) ?? {};
  const missing = users - protectedUsers;
  return (
    <div className="sections">
      <title>{titleOf('Policy')}</title>
      <section className="space-y-3">
        <PageHead title="Policy" />
        <p>
          {demands[twoFactorPolicy.requiredFor]}{' '}
          {twoFactorPolicy.requiredFor !== 'optional' && (
            <>
              People have {graceDays} {graceDays === 1 ? 'day' : 'days'} to set it up,{' '}
              {twoFactorPolicy.from ? (
                <>
                  from <LocalTime at={twoFactorPolicy.from} now={context.now} look="day" /> on.
                </>
              ) : (
                'from the day their account was made.'
              )}
            </>
          )}
        </p>
        <p>
          {signup === 'open' && signupDomains.length > 0
            ? `People with an address at ${nameDomains(signupDomains)} can sign up. Others need an invitation.`
            : signUps[signup]}
        </p>
        <p>
          A reset of a second factor by an administrator waits {waitHours} {waitHours === 1 ? 'hour' : 'hours'} for the
          person to object.
        </p>
        <p className="text-muted">
          These are settings of the server: TWO_FACTOR, TWO_FACTOR_FROM, TWO_FACTOR_GRACE_DAYS, SIGNUP, SIGNUP_DOMAINS
          and RESET_WAIT_HOURS.
        </p>
      </section>
      <section className="space-y-4">
        <h2>Who has two-factor on</h2>
        <p>
          <strong>{protectedUsers.toLocaleString('en')}</strong> of {users.toLocaleString('en')}{' '}
          {users === 1 ? 'account' : 'accounts'}.{' '}
          {missing > 0 && (
            <Link href="/admin?filter=without-two-factor" prefetch={false} className="link">
              Who is not there yet: {missing.toLocaleString('en')}
            </Link>
          )}
        </p>
        <AdoptionChart adoption={adoption} now={context.now} />
      </section>
    </div>
  );
}
