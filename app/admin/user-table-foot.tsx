import { Pager } from '#app/_ui/pager.tsx';
import type { Count, UserLine } from '#lib/flows/admin/describe-users.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';
import { type UserListView, userListPath } from './user-list-view.ts';

type Props = {
  view: UserListView;
  first: number;
  users: readonly UserLine[];
  found: Count;
  hasMore: boolean;
  say: (count: Count) => string;
  formats: Formats;
  words: Words['people'];
};

/** Which of how many are shown, and the pages before and after. */
export function UserTableFoot({ view, first, users, found, hasMore, say, formats, words }: Props) {
  const [top, bottom] = [users.at(0), users.at(-1)];
  const [from, to] = [formats.number(first), formats.number(first + users.length - 1)];
  return (
    <div className="card-foot">
      <small role="status" className="tabular-nums">
        {words.range({ from, to, of: say(found) })}
      </small>
      <Pager
        name={words.title}
        before={
          view.page > 1 ? userListPath(view, { page: view.page - 1, place: top ? { before: top.id } : null }) : null
        }
        after={
          hasMore ? userListPath(view, { page: view.page + 1, place: bottom ? { after: bottom.id } : null }) : null
        }
        labels={[words.previous, words.next]}
      />
    </div>
  );
}
