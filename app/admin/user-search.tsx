import { Field } from '#app/_ui/field.tsx';
import { SelectField } from '#app/_ui/select-field.tsx';
import { type UserListView, userFilters, userSorts } from './user-list-view.ts';

/** Search, filter and order in one plain form: its result has a URL that can be kept. */
export function UserSearch({ view }: { view: UserListView }) {
  return (
    <search>
      <form action="/admin" className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <div className="sm:col-span-3">
          <Field id="q" name="q" type="search" label="Name or email address" defaultValue={view.search} />
        </div>
        <SelectField
          id="filter"
          name="filter"
          label="Show"
          options={userFilters.map(({ filter, label }) => ({ value: filter, label }))}
          chosen={view.filter}
        />
        <SelectField
          id="sort"
          name="sort"
          label="Order"
          options={userSorts.map(({ sort, label }) => ({ value: sort, label }))}
          chosen={view.sort}
        />
        <button type="submit" className="button button-quiet">
          Search
        </button>
      </form>
    </search>
  );
}
