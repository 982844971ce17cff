'use client';
import { usePathname } from 'next/navigation';
import { PageLink } from '#app/_ui/page-link.tsx';

type Props = {
  href: string;
  className: string;
  /** The folder of pages that belong to this one, where that isn't its own address. */
  folder?: string;
  children: React.ReactNode;
};

/** A link of the sidebar. Closes its menus: they would stay open while the page changes under them. */
export function MenuLink({ href, className, folder = href, children }: Props) {
  const path = usePathname();
  const isHere = path === href || path === folder || (folder !== '/' && path.startsWith(`${folder}/`));
  return (
    <PageLink href={href} className={className} aria-current={isHere ? 'page' : undefined} onClick={closeMenus}>
      {children}
    </PageLink>
  );
}

function closeMenus(event: React.MouseEvent): void {
  let menu = event.currentTarget.closest<HTMLElement>('[popover]');
  while (menu) {
    if (menu.matches(':popover-open')) menu.hidePopover();
    menu = menu.parentElement?.closest<HTMLElement>('[popover]') ?? null;
  }
}
