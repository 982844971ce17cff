import { Form } from '#app/_ui/form.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import type { Words } from '#lib/words/shape.ts';
import { type EventsView, fieldsOf } from './events-view.ts';
import { exportFormats } from './export-formats.ts';

type Props = { view: EventsView; words: Pick<Words['eventLog']['export'], (typeof exportFormats)[number]> };

/** What is shown, all pages of it, as a file. By POST: no other site can link to it. */
export function ExportButtons({ view, words }: Props) {
  return (
    <Form method="post" action="/admin/events/export" className="row-act">
      {fieldsOf(view).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {exportFormats.map((format) => (
        <button key={format} type="submit" name="format" value={format} className="button button-quiet button-small">
          <Icon name="download" size="small" />
          {words[format]}
        </button>
      ))}
    </Form>
  );
}
