import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/config/env.ts';
import { daysLeft, type TwoFactorRequirement } from '#lib/rules/two-factor/two-factor-policy.ts';
import { requestContext } from '#lib/web/context.ts';
import { myWords } from '#lib/web/words.ts';
import { MenuLink } from './menu-link.tsx';

/** To users who must have two-factor authentication and don't yet: how long they can put it off. */
export async function RequirementNotice({ requirement }: { requirement: TwoFactorRequirement }) {
  const { required: words } = (await myWords()).appFrame;
  const days = daysLeft(requirement, (await requestContext()).now);
  return (
    <Banner look="warning" className="mb-6">
      <p>
        <strong>{words.heading(settings())}</strong>
      </p>
      <p>{requirement.isOverdue ? words.overdue : words.daysLeft({ days })}</p>
      {!requirement.isOverdue && (
        <p>
          <MenuLink href="/profile/two-factor" className="link">
            {words.setUp}
          </MenuLink>
        </p>
      )}
    </Banner>
  );
}
