import { titleOf } from '#app/_frame/title.ts';
import { Empty } from '#app/_ui/empty.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import { DAY_MS, limits } from '#lib/config/limits.ts';
import { describeEvents } from '#lib/flows/admin/describe-events.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { EventsTable } from './events-table.tsx';
import { EventsToolbar } from './events-toolbar.tsx';
import { eventsPath, faultOf, parseEventsView, placeOf, placesOf, queryOf } from './events-view.ts';
import { ExportButtons } from './export-buttons.tsx';

export default async function EventsPage({ searchParams }: PageProps<'/admin/events'>) {
  await requireAdmin('/admin/events');
  const context = await requestContext();
  const view = parseEventsView(await searchParams);
  const language = await requestLanguage();
  const all = wordsOf(language);
  const { eventLog: words, kit } = all;
  const fault = faultOf(view);
  const { rows, newer, older, isPartial } = fault
    ? { rows: [], newer: null, older: null, isPartial: false }
    : await describeEvents(context, all, queryOf(view), placesOf(view));
  const partial = words.partial({ number: formatsIn(language).number(limits.eventsSearched) });
  const isNarrowed = eventsPath(view, {}) !== '/admin/events';
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <PageHead title={words.title} lead={words.lead({ days: context.settings.auditMs / DAY_MS })}>
        {!fault && <ExportButtons view={view} words={words.export} />}
      </PageHead>
      <EventsToolbar view={view} fault={fault} words={all} />
      <div className="card card-flush">
        {rows.length > 0 ? (
          <EventsTable rows={rows} now={context.now} words={all} />
        ) : (
          <Empty icon="events">
            <p role="status">{isPartial ? partial : isNarrowed ? words.noMatch : words.empty}</p>
            {isNarrowed && (
              <PageLink href="/admin/events" className="button button-quiet button-small">
                {words.showAll}
              </PageLink>
            )}
          </Empty>
        )}
        {(newer || older) && (
          <div className="card-foot justify-end">
            {isPartial && rows.length > 0 && <p className="me-auto">{partial}</p>}
            <Pager
              name={kit.pages}
              before={newer && eventsPath(view, newer === 'newest' ? {} : { after: placeOf(newer) })}
              after={older && eventsPath(view, { before: placeOf(older) })}
              labels={[words.newer, words.older]}
            />
          </div>
        )}
      </div>
    </>
  );
}
