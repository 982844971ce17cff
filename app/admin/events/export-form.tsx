import { Form } from '#app/_ui/form.tsx';
import type { EventsView } from './events-view.ts';

/** The same events as a file, the newest 10,000 of them. By POST: nobody links to it from elsewhere. */
export function ExportForm({ view: { filter, email } }: { view: EventsView }) {
  return (
    <Form method="post" action="/admin/events/export" className="flex flex-wrap gap-3">
      <input type="hidden" name="filter" value={filter} />
      <input type="hidden" name="email" value={email} />
      <button type="submit" name="format" value="csv" className="button button-quiet button-small">
        Download CSV
      </button>
      <button type="submit" name="format" value="json" className="button button-quiet button-small">
        Download JSON
      </button>
    </Form>
  );
}
