import { titleOf } from '#app/_frame/title.ts';
import { Pager } from '#app/_ui/pager.tsx';
import { describeUsers } from '#lib/flows/admin/describe-users.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { myWords } from '#lib/web/words.ts';
import { parseUserListView, userListPath } from './user-list-view.ts';
import { UserSearch } from './user-search.tsx';
import { UserTable } from './user-table.tsx';

export default async function UsersPage({ searchParams }: PageProps<'/admin'>) {
  await requireAdmin('/admin');
  const context = await requestContext();
  const view = parseUserListView(await searchParams);
  const { users, total, hasMore } = await describeUsers(context, view, view.page);
  return (
    <div className="space-y-5">
      <title>{titleOf('People')}</title>
      <h2>People</h2>
      <UserSearch view={view} />
      <p role="status" className="text-muted">
        {total === 1 ? '1 person' : `${total.toLocaleString('en')} people`}
      </p>
      {users.length > 0 && <UserTable users={users} now={context.now} />}
      <Pager
        name={(await myWords()).kit.pages}
        before={view.page > 1 ? userListPath(view, view.page - 1) : null}
        after={hasMore ? userListPath(view, view.page + 1) : null}
        labels={['Previous', 'Next']}
      />
    </div>
  );
}
