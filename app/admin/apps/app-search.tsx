import { Icon } from '#app/_ui/icon.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import type { Words } from '#lib/words/shape.ts';

/** A plain form: its result has a URL that can be kept. Enter sends it, × takes it back. */
export function AppSearch({ search, words }: { search: string; words: Words['adminApps'] }) {
  return (
    <search className="w-full sm:w-80">
      <form action="/admin/apps" className="search-box">
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
        {search && (
          <PageLink href="/admin/apps" aria-label={words.clear} className="button button-icon search-clear">
            <Icon name="close" size="small" />
          </PageLink>
        )}
      </form>
    </search>
  );
}
