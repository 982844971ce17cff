/** The header by which the request filter passes on the requested path and query. */
export const pageHeader = 'x-asked-page';

/**
 * The query parameters that say which view of a page was open. All others (what was done, what failed) are over when
 * the user comes back.
 */
const VIEW = ['dialog', 'about', 'method', 'filter', 'page'];

/**
 * Returns the page to come back to: `page`, or what was requested where that is this page or one below it, with the
 * dialog that was open. `asked` is a path with a query, from anywhere: the result never leaves these pages.
 */
export function pageToReturnTo(page: string, asked: string | null): string {
  const home = 'http://here.invalid';
  if (!asked || !URL.canParse(asked, home)) return page;
  const { origin, pathname, searchParams } = new URL(asked, home);
  if (origin !== home || !isWithin(pathname, page.split('?')[0] ?? page)) return page;
  const view = new URLSearchParams();
  for (const name of VIEW) {
    const value = searchParams.get(name);
    if (value) view.set(name, value);
  }
  return view.size > 0 ? `${pathname}?${view}` : pathname === page.split('?')[0] ? page : pathname;
}

function isWithin(path: string, page: string): boolean {
  return path === page || (page !== '/' && path.startsWith(`${page}/`));
}
