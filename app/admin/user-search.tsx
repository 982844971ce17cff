import { SearchBox } from '#app/_ui/search-box.tsx';
import type { Words } from '#lib/words/shape.ts';
import { type UserListView, userListPath } from './user-list-view.ts';

/** Finds people, in the filter and the order that are shown. */
export function UserSearch({ view, words }: { view: UserListView; words: Words['people'] }) {
  const { search, filter, sort } = view;
  return (
    <SearchBox action="/admin" search={search} clearTo={userListPath(view, { search: '' })} words={words}>
      {filter !== 'all' && <input type="hidden" name="filter" value={filter} />}
      {sort !== 'name' && <input type="hidden" name="sort" value={sort} />}
    </SearchBox>
  );
}
