import { titleOf } from '#app/_frame/title.ts';
import { Empty } from '#app/_ui/empty.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import { DAY_MS } from '#lib/config/limits.ts';
import { describeEvents } from '#lib/flows/admin/describe-events.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { myWords } from '#lib/web/words.ts';
import { EventsTable } from './events-table.tsx';
import { EventsToolbar } from './events-toolbar.tsx';
import { eventsPath, parseEventsView, placeOf, placesOf, queryOf } from './events-view.ts';
import { ExportButtons } from './export-buttons.tsx';

export default async function EventsPage({ searchParams }: PageProps<'/admin/events'>) {
  await requireAdmin('/admin/events');
  const context = await requestContext();
  const view = parseEventsView(await searchParams);
  const all = await myWords();
  const { eventLog: words, kit } = all;
  const { rows, hasNewer, hasOlder } = await describeEvents(context, all, queryOf(view), placesOf(view));
  const isNarrowed = eventsPath(view, {}) !== '/admin/events';
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <PageHead title={words.title} lead={words.lead({ days: context.settings.auditMs / DAY_MS })}>
        <ExportButtons view={view} words={words.export} />
      </PageHead>
      <EventsToolbar view={view} words={words} />
      <div className="card card-flush">
        {rows.length > 0 ? (
          <EventsTable rows={rows} now={context.now} words={all} />
        ) : (
          <Empty icon="events">
            <p role="status">{isNarrowed ? words.noMatch : words.empty}</p>
            {isNarrowed && (
              <PageLink href="/admin/events" className="button button-quiet button-small">
                {words.showAll}
              </PageLink>
            )}
          </Empty>
        )}
        {(hasNewer || hasOlder) && (
          <div className="card-foot justify-end">
            <Pager
              name={kit.pages}
              before={hasNewer ? eventsPath(view, { after: placeOf(rows.at(0)) }) : null}
              after={hasOlder ? eventsPath(view, { before: placeOf(rows.at(-1)) }) : null}
              labels={[words.newer, words.older]}
            />
          </div>
        )}
      </div>
    </>
  );
}
