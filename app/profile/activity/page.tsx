import { titleOf } from '#app/_frame/title.ts';
import { Form } from '#app/_ui/form.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import { describeActivity } from '#lib/flows/account/steps/describe-activity.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { ActivityTable } from './activity-table.tsx';
import { parseActivityView } from './activity-view.ts';
import { activityPath, Filters } from './filters.tsx';

export default async function ActivityPage({ searchParams }: PageProps<'/profile/activity'>) {
  const { filter, page } = parseActivityView(await searchParams);
  const signed = await requireSession(activityPath(filter, page));
  const context = await requestContext();
  const { rows, hasMore } = await describeActivity(context, await myWords(), signed.userId, { filter, page });
  return (
    <div className="space-y-5">
      <title>{titleOf('Activity')}</title>
      <div>
        <h2>Activity</h2>
        <p className="mt-2 text-muted">What happened to your account, newest first.</p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Filters chosen={filter} />
        <Form method="post" action="/profile/activity/csv">
          <input type="hidden" name="filter" value={filter} />
          <button type="submit" className="button button-quiet button-small">
            Download CSV
          </button>
        </Form>
      </div>
      {rows.length > 0 ? (
        <ActivityTable rows={rows} now={context.now} />
      ) : (
        <p className="text-muted">{page === 1 ? 'Nothing of this kind has happened yet.' : 'Nothing earlier.'}</p>
      )}
      <Pager
        name={(await myWords()).kit.pages}
        before={page > 1 ? activityPath(filter, page - 1) : null}
        after={hasMore ? activityPath(filter, page + 1) : null}
        labels={['Newer', 'Older']}
      />
    </div>
  );
}
