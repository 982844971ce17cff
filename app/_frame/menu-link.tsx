'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

/** A link of the sidebar. Closes the menus it stands in: the page changes under them, they would stay. */
export function MenuLink({
  href,
  className,
  children,
}: {
  href: string;
  className: string;
  children: React.ReactNode;
}) {
  const isHere = usePathname() === href;
  const closeMenus = (event: React.MouseEvent) => {
    for (
      let menu = event.currentTarget.closest<HTMLElement>('[popover]');
      menu;
      menu = menu.parentElement?.closest<HTMLElement>('[popover]') ?? null
    ) {
      if (menu.matches(':popover-open')) menu.hidePopover();
    }
  };
  return (
    <Link
      href={href}
      prefetch={false}
      className={className}
      aria-current={isHere ? 'page' : undefined}
      onClick={closeMenus}
    >
      {children}
    </Link>
  );
}
