import { Form } from '#app/_ui/form.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import type { Words } from '#lib/words/shape.ts';
import { type UserListView, userListPath } from './user-list-view.ts';

type Props = { view: UserListView; words: Words['people']['export'] };

/** Everyone in the list, all pages of it, as a file. By POST: no other site can link to it. */
export function ExportPeople({ view, words }: Props) {
  return (
    <Form method="post" action="/admin/export" className="row-act">
      <input type="hidden" name="list" value={userListPath(view, {})} />
      {(['csv', 'jsonl'] as const).map((format) => (
        <button key={format} type="submit" name="format" value={format} className="button button-quiet">
          <Icon name="download" size="small" />
          {words[format]}
        </button>
      ))}
    </Form>
  );
}
