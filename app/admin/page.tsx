import { titleOf } from '#app/_frame/title.ts';
import { Pager } from '#app/_ui/pager.tsx';
import { describePeople } from '#lib/flows/admin/describe-people.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { PeopleSearch } from './people-search.tsx';
import { PeopleTable } from './people-table.tsx';
import { peoplePath, readPeopleView } from './people-view.ts';

export default async function PeoplePage({ searchParams }: PageProps<'/admin'>) {
  await requireAdmin('/admin');
  const context = await requestContext();
  const view = readPeopleView(await searchParams);
  const { people, total, hasMore } = await describePeople(context, view, view.page);
  return (
    <div className="space-y-5">
      <title>{titleOf('People')}</title>
      <h2>People</h2>
      <PeopleSearch view={view} />
      <p role="status" className="text-muted">
        {total === 1 ? '1 person' : `${total.toLocaleString('en')} people`}
      </p>
      {people.length > 0 && <PeopleTable people={people} now={context.now} />}
      <Pager
        before={view.page > 1 ? peoplePath(view, view.page - 1) : null}
        after={hasMore ? peoplePath(view, view.page + 1) : null}
        labels={['Previous', 'Next']}
      />
    </div>
  );
}
