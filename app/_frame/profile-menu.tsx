import { signOutAction } from '#app/_frame/actions.ts';
import { Icon } from '#app/_ui/icon.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { initials } from '#lib/rules/account/display-name.ts';
import type { Words } from '#lib/words/shape.ts';
import { MenuLink } from './menu-link.tsx';

type Props = { name: string; email: string; words: Words['appFrame']; children: React.ReactNode };

/**
 * The user's name at the bottom left, and what opens from it; `children` are the choice of a theme. Works without
 * JavaScript: popovers are HTML.
 */
export function ProfileMenu({ name, email, words, children }: Props) {
  return (
    <>
      {/* All of it opens the menu, but only the name is the button's: its label and its name are to be the same. */}
      <div className="me">
        <span className="avatar" aria-hidden="true">
          {initials(name)}
        </span>
        <div className="me-text">
          <button type="button" popoverTarget="profile-menu" aria-describedby="me-email" className="me-button">
            <bdi>{name}</bdi>
          </button>
          <small>
            <bdi id="me-email" dir="ltr">
              {email}
            </bdi>
          </small>
        </div>
        <Icon name="chevrons" size="small" />
      </div>
      <div id="profile-menu" popover="auto" className="popover">
        <MenuLink href="/profile" className="nav-link">
          <Icon name="user" />
          {words.profile}
        </MenuLink>
        <div className="my-1.5 border-y border-line px-2.5 py-2.5">
          <p className="mb-1.5 text-xs text-muted" aria-hidden="true">
            {words.theme}
          </p>
          {children}
        </div>
        <PlainForm action={signOutAction}>
          <button type="submit" className="nav-link">
            <Icon name="leave" />
            {words.signOut}
          </button>
        </PlainForm>
      </div>
    </>
  );
}
