import { Icon } from '#app/_ui/icons.tsx';
import { settings } from '#lib/config/env.ts';
import { daysLeft } from '#lib/rules/two-factor/two-factor-policy.ts';
import { requestContext } from '#lib/web/context.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { MenuLink } from './menu-link.tsx';

/** To people who must have a second factor and have none yet: how long they can put it off. */
export async function RequirementNotice({ signed: { demand } }: { signed: CurrentUser }) {
  if (!demand) return null;
  const days = daysLeft(demand, (await requestContext()).now);
  return (
    <div role="status" className="banner banner-warning mb-6">
      <Icon shape="warning" className="banner-icon" />
      <p>
        <strong>{settings().appName} requires two-factor authentication.</strong>{' '}
        {demand.isOverdue
          ? 'Set it up now: until then only the tabs Password and Two-Factor Auth open.'
          : `${days} ${days === 1 ? 'day' : 'days'} left to set it up.`}{' '}
        {!demand.isOverdue && (
          <MenuLink href="/profile/two-factor" className="link">
            Set it up
          </MenuLink>
        )}
      </p>
    </div>
  );
}
