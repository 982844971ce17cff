import { Icon } from './icon.tsx';
import { PageLink } from './page-link.tsx';

type Props = {
  action: string;
  search: string;
  /** The list without the search. */
  clearTo: React.ComponentProps<typeof PageLink>['href'];
  words: { readonly search: string; readonly clear: string };
  /** What else of the list the search keeps. */
  children?: React.ReactNode;
};

/** A plain form: its result has a URL that can be kept. Enter sends it, × takes it back. */
export function SearchBox({ action, search, clearTo, words, children }: Props) {
  return (
    <search className="w-full sm:w-80">
      <form action={action} className="search-box">
        <Icon name="search" size="small" />
        <input
          type="search"
          name="q"
          id="q"
          aria-label={words.search}
          placeholder={words.search}
          defaultValue={search}
          key={search}
          autoComplete="off"
          className="input"
        />
        {children}
        {search && (
          <PageLink href={clearTo} aria-label={words.clear} className="button button-icon search-clear">
            <Icon name="close" size="small" />
          </PageLink>
        )}
      </form>
    </search>
  );
}
