import { signOutAction } from '#app/_frame/actions.ts';
import { Icon } from '#app/_ui/icons.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { initials } from '#lib/rules/account/display-name.ts';
import { MenuLink } from './menu-link.tsx';
import { ThemePicker } from './theme-picker.tsx';

/** The person's name at the bottom left, and what opens from it. Works without JavaScript: popovers are HTML. */
export function ProfileMenu({ name }: { name: string }) {
  return (
    <>
      <button type="button" popoverTarget="profile-menu" className="nav-link" title={name}>
        <span className="avatar" aria-hidden="true">
          {initials(name)}
        </span>
        <span className="min-w-0 truncate">{name}</span>
      </button>
      <div id="profile-menu" popover="auto" className="popover">
        <MenuLink href="/profile" className="nav-link">
          <Icon shape="user" />
          Profile
        </MenuLink>
        <div className="my-2 border-y border-line px-1 py-3">
          <p className="mb-1.5 px-2 text-sm text-muted" aria-hidden="true">
            Theme
          </p>
          <ThemePicker />
        </div>
        <PlainForm action={signOutAction}>
          <button type="submit" className="nav-link">
            <Icon shape="leave" />
            Sign out
          </button>
        </PlainForm>
      </div>
    </>
  );
}
