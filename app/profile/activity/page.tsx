import { EventRow } from '#app/_frame/event-row.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Empty } from '#app/_ui/empty.tsx';
import { Form } from '#app/_ui/form.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import { Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { describeActivity } from '#lib/flows/account/steps/describe-activity.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { parseActivityView } from './activity-view.ts';
import { activityPath, Filters } from './filters.tsx';

export default async function ActivityPage({ searchParams }: PageProps<'/profile/activity'>) {
  const { filter, page } = parseActivityView(await searchParams);
  const signed = await requireSession(activityPath(filter, page));
  const context = await requestContext();
  const words = await myWords();
  const { activity, kit } = words;
  const { rows, hasMore } = await describeActivity(context, words, signed.userId, { filter, page });
  return (
    <div className="settings">
      <title>{titleOf(activity.title)}</title>
      <Setting title={activity.title} about={activity.about}>
        <div className="toolbar mb-3 justify-between">
          <Filters chosen={filter} words={activity.filters} />
          <Form method="post" action="/profile/activity/csv">
            <input type="hidden" name="filter" value={filter} />
            <button type="submit" className="button button-quiet button-small">
              <Icon name="download" size="small" />
              {activity.download}
            </button>
          </Form>
        </div>
        {rows.length > 0 ? (
          <Rows label={activity.list}>
            {rows.map((event) => (
              <EventRow key={event.id} event={event} now={context.now} notMe={activity.notMe} />
            ))}
          </Rows>
        ) : (
          <div className="card card-flush">
            <Empty icon="activity">
              <p>{page === 1 ? activity.empty : activity.emptyPage}</p>
            </Empty>
          </div>
        )}
        <div className="mt-4">
          <Pager
            name={kit.pages}
            before={page > 1 ? activityPath(filter, page - 1) : null}
            after={hasMore ? activityPath(filter, page + 1) : null}
            labels={[activity.newer, activity.older]}
          />
        </div>
      </Setting>
    </div>
  );
}
