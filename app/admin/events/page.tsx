import { titleOf } from '#app/_frame/title.ts';
import { Field } from '#app/_ui/field.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import { SelectField } from '#app/_ui/select-field.tsx';
import { describeEvents, sayAbout } from '#lib/flows/admin/describe-events.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { myWords } from '#lib/web/words.ts';
import { EventsTable } from './events-table.tsx';
import { eventsPath, parseEventsView } from './events-view.ts';
import { ExportForm } from './export-form.tsx';

const options = [
  { value: 'all', label: 'Everything' },
  { value: 'sign-ins', label: 'Sign-ins' },
  { value: 'security', label: 'Security' },
  { value: 'administrators', label: 'Acts of administrators' },
];

export default async function EventsPage({ searchParams }: PageProps<'/admin/events'>) {
  await requireAdmin('/admin/events');
  const context = await requestContext();
  const view = parseEventsView(await searchParams);
  const words = await myWords();
  const { rows, hasMore } = await describeEvents(context, words, view, { page: view.page });
  const lines = rows.map((row) => ({ ...row, about: sayAbout(words, row) }));
  return (
    <div className="space-y-5">
      <title>{titleOf('Events')}</title>
      <PageHead title="Events" />
      <search>
        <form action="/admin/events" className="grid items-end gap-4 sm:grid-cols-[2fr_1fr_auto]">
          <Field id="email" name="email" type="search" label="Email address or file" defaultValue={view.email} />
          <SelectField id="filter" name="filter" label="Show" options={options} chosen={view.filter} />
          <button type="submit" className="button button-quiet">
            Show
          </button>
        </form>
      </search>
      <ExportForm view={view} />
      {rows.length > 0 ? (
        <EventsTable rows={lines} now={context.now} />
      ) : (
        <p className="text-muted">Nothing here yet{view.email && ` for ${view.email}`}.</p>
      )}
      <Pager
        name={(await myWords()).kit.pages}
        before={view.page > 1 ? eventsPath(view, view.page - 1) : null}
        after={hasMore ? eventsPath(view, view.page + 1) : null}
        labels={['Newer', 'Older']}
      />
    </div>
  );
}
