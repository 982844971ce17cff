import { MenuLink } from '#app/_frame/menu-link.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { limits } from '#lib/config/limits.ts';

/** Somebody knew the first factor and did not have the second. Perhaps the person themselves; perhaps not. */
export function RefusedCodes({ at, now, hasPassword }: { at: Date; now: Date; hasPassword: boolean }) {
  return (
    <div className="mt-6">
      <Banner look="warning">
        <p>
          <strong>{limits.refusedCodesBeforeNotice} wrong codes in a row</strong> (
          <LocalTime at={at} now={now} />
          ). Not you? Then someone may {hasPassword ? 'know your password' : 'be in the account that you sign in with'}.
        </p>
        <p>
          <MenuLink href="/profile/activity" className="link">
            Look at your activity
          </MenuLink>
          {hasPassword && (
            <>
              {' · '}
              <MenuLink href="/profile/password" className="link">
                Change your password
              </MenuLink>
            </>
          )}
        </p>
      </Banner>
    </div>
  );
}
