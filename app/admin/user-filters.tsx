import { PageLink } from '#app/_ui/page-link.tsx';
import type { Count, UserCounts } from '#lib/flows/admin/describe-users.ts';
import type { Words } from '#lib/words/shape.ts';
import { type UserListView, userFilters, userListPath } from './user-list-view.ts';

type Props = {
  view: UserListView;
  /** Whether two-factor is required of anyone: else nobody can be overdue. */
  isRequired: boolean;
  counts: UserCounts;
  say: (count: Count) => string;
  words: Words['people']['filters'];
};

/** Which users are shown, each choice with how many it finds. A search goes on in another one, so no numbers then. */
export function UserFilters({ view, isRequired, counts, say, words }: Props) {
  return (
    <nav aria-label={words.heading}>
      <ul className="chips">
        {userFilters
          .filter((name) => name !== 'overdue' || isRequired)
          .map((filter) => {
            const count = view.search ? null : counts[filter];
            return (
              <li key={filter}>
                <PageLink
                  href={userListPath(view, { filter })}
                  aria-current={filter === view.filter ? 'true' : undefined}
                  className="chip"
                >
                  {words[filter]}
                  {count && <span className="tabular-nums">{say(count)}</span>}
                </PageLink>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}
