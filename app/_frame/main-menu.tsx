import { Icon, type IconName } from '#app/_ui/icon.tsx';
import type { Words } from '#lib/words/shape.ts';
import { MenuLink } from './menu-link.tsx';

/** The places of the sidebar: those of all users, then those of administrators. */
export function MainMenu({ isAdmin, words }: { isAdmin: boolean; words: Words['appFrame'] }) {
  return (
    <nav aria-label={words.main}>
      <Place href="/" folder="/apps" icon="home" name={words.home} />
      <Place href="/profile" icon="user" name={words.account} />
      {isAdmin && (
        <>
          <p className="nav-group">{words.administration}</p>
          <Place href="/admin" folder="/admin/people" icon="people" name={words.people} />
          <Place href="/admin/groups" icon="group" name={words.groups} />
          <Place href="/admin/apps" icon="app" name={words.apps} />
          <Place href="/admin/policy" icon="shield" name={words.policy} />
          <Place href="/admin/events" icon="events" name={words.events} />
        </>
      )}
    </nav>
  );
}

type PlaceProps = { href: string; folder?: string; icon: IconName; name: string };

function Place({ icon, name, ...link }: PlaceProps) {
  return (
    <MenuLink className="nav-link" {...link}>
      <Icon name={icon} />
      {name}
    </MenuLink>
  );
}
