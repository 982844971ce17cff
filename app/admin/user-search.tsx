import { Icon } from '#app/_ui/icon.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import type { Words } from '#lib/words/shape.ts';
import { type UserListView, userListPath } from './user-list-view.ts';

/** A plain form: its result has a URL that can be kept. Enter sends it, × takes it back. */
export function UserSearch({ view, words }: { view: UserListView; words: Words['people'] }) {
  const { search, filter, sort } = view;
  return (
    <search className="w-full sm:w-80">
      <form action="/admin" className="search-box">
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
        {filter !== 'all' && <input type="hidden" name="filter" value={filter} />}
        {sort !== 'name' && <input type="hidden" name="sort" value={sort} />}
        {search && (
          <PageLink
            href={userListPath(view, { search: '' })}
            aria-label={words.clear}
            className="button button-icon search-clear"
          >
            <Icon name="close" size="small" />
          </PageLink>
        )}
      </form>
    </search>
  );
}
