import { Badge } from '#app/_ui/badge.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { UserLine } from '#lib/flows/admin/describe-users.ts';
import type { Context } from '#lib/flows/context.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';
import { LastSignIn } from './last-sign-in.tsx';
import { PersonName } from './person-name.tsx';
import { PickAll } from './pick-all.tsx';
import { TwoFactorBadge } from './two-factor-badge.tsx';
import { type UserListView, type UserSort, userListPath } from './user-list-view.ts';
import { sayWaysIn } from './ways-in.ts';

type Props = {
  users: readonly UserLine[];
  view: UserListView;
  context: Pick<Context, 'now' | 'settings'>;
  words: Words['people'];
  formats: Formats;
};

/** A table on wide screens, blocks on narrow ones. The whole row leads to its user; its box chooses them. */
export function UserTable({ users, view, context, words, formats }: Props) {
  const { columns, pick } = words;
  return (
    <table className="table table-people">
      <caption className="sr-only">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col" className="table-pick">
            <span className="sr-only">{pick.column}</span>
            <PickAll label={pick.all} />
          </th>
          <SortableHead view={view} up="name" down="name-desc">
            {columns.person}
          </SortableHead>
          <th scope="col">{columns.twoFactor}</th>
          <th scope="col">{columns.waysIn}</th>
          <th scope="col">{columns.lastSignIn}</th>
          <SortableHead view={view} up="oldest" down="newest">
            {columns.created}
          </SortableHead>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            <td className="table-pick">
              <input type="checkbox" name="pick" value={user.id} aria-label={pick.one(user)} autoComplete="off" />
            </td>
            <td className="table-title">
              <PersonName name={user.name} email={user.email}>
                <PageLink href={`/admin/people/${user.id}`} className="row-link">
                  <bdi>{user.name}</bdi>
                </PageLink>
                {user.role === 'admin' && <Badge look="hint">{words.administrator}</Badge>}
              </PersonName>
            </td>
            <td>
              <TwoFactorBadge status={user.twoFactor} words={words.twoFactor} />
            </td>
            <td className="table-extra">{sayWaysIn(user, words, formats)}</td>
            <td data-label={columns.lastSignIn}>
              <LastSignIn user={user} context={context} words={words} look="recent" />
            </td>
            <td className="table-extra">
              <LocalTime at={user.createdAt} now={context.now} look="day" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type HeadProps = { view: UserListView; up: UserSort; down: UserSort; children: string };

/** The head of a column as a link that orders by it, and turns the order round where it is the order already. */
function SortableHead({ view, up, down, children }: HeadProps) {
  const order = view.sort === up ? 'ascending' : view.sort === down ? 'descending' : undefined;
  return (
    <th scope="col" aria-sort={order}>
      <PageLink href={userListPath(view, { sort: order === 'ascending' ? down : up })} scroll={false}>
        {children}
        {order && <Icon name={order === 'ascending' ? 'arrow-up' : 'arrow-down'} size="small" />}
      </PageLink>
    </th>
  );
}

/** In place of the table, with the way back. */
export function NoUsers({ view, words }: Pick<Props, 'view' | 'words'>) {
  return (
    <Empty icon="search">
      <p role="status">
        {view.search ? <Rich parts={words.noMatch({ search: <bdi>{view.search}</bdi> })} /> : words.nobody}
      </p>
      <PageLink
        href={view.search ? userListPath(view, { search: '' }) : '/admin'}
        className="button button-quiet button-small"
      >
        {view.search ? words.clear : words.showAll}
      </PageLink>
    </Empty>
  );
}
