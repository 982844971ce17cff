import { Field } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import type { EventsView } from './events-view.ts';

/** The same events as a file, all of them or those of some days. By POST: no other site can link to it. */
export function ExportForm({ view: { filter, email } }: { view: EventsView }) {
  return (
    <Form method="post" action="/admin/events/export" className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="filter" value={filter} />
      <input type="hidden" name="email" value={email} />
      <div className="min-w-0">
        <Field id="from" name="from" type="date" label="From (UTC)" />
      </div>
      <div className="min-w-0">
        <Field id="to" name="to" type="date" label="To" />
      </div>
      <button type="submit" name="format" value="csv" className="button button-quiet button-small">
        Download CSV
      </button>
      <button type="submit" name="format" value="json" className="button button-quiet button-small">
        Download JSON
      </button>
    </Form>
  );
}
