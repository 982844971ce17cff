import { Pager } from '#app/_ui/pager.tsx';
import type { Count } from '#lib/flows/admin/describe-users.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';
import { type UserListView, userListPath } from './user-list-view.ts';

type Props = {
  view: UserListView;
  first: number;
  shown: number;
  found: Count;
  hasMore: boolean;
  say: (count: Count) => string;
  formats: Formats;
  words: Words['people'];
};

/** Which of how many are shown, and the pages before and after. */
export function UserTableFoot({ view, first, shown, found, hasMore, say, formats, words }: Props) {
  const [from, to] = [formats.number(first), formats.number(first + shown - 1)];
  return (
    <div className="card-foot">
      <small role="status" className="tabular-nums">
        {words.range({ from, to, of: say(found) })}
      </small>
      <Pager
        name={words.title}
        before={view.page > 1 ? userListPath(view, { page: view.page - 1 }) : null}
        after={hasMore ? userListPath(view, { page: view.page + 1 }) : null}
        labels={[words.previous, words.next]}
      />
    </div>
  );
}
