import { Badge } from '#app/_ui/badge.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import type { AppDetails } from '#lib/flows/apps/describe-apps.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { apps: readonly AppDetails[]; now: Date; words: Words['adminApps']; formats: Formats };

/** A table on wide screens, blocks on narrow ones. The whole row leads to its app. */
export function AppTable({ apps, now, words, formats }: Props) {
  const { columns } = words;
  return (
    <table className="table">
      <caption className="sr-only">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.app}</th>
          <th scope="col">{columns.openTo}</th>
          <th scope="col">{columns.kind}</th>
          <th scope="col">{columns.created}</th>
        </tr>
      </thead>
      <tbody>
        {apps.map(({ app, client, groups }) => (
          <tr key={app.id}>
            <td className="table-title">
              <div className="row-title">
                <PageLink href={`/admin/apps/${app.id}`} className="row-link">
                  <bdi>{app.name}</bdi>
                </PageLink>
                {app.disabledAt && <Badge look="bad">{words.disabled}</Badge>}
                {app.source === 'file' && <Badge look="hint">{words.fromFile}</Badge>}
              </div>
              <small className="table-note" translate="no">
                {app.id}
              </small>
            </td>
            <td data-label={columns.openTo}>
              {app.openTo === 'everyone'
                ? words.everyone
                : groups.length > 0
                  ? formats.list(groups.map(({ title }) => title))
                  : words.noOne}
            </td>
            <td data-label={columns.kind}>{words.kinds[client.kind]}</td>
            <td className="table-note" data-label={columns.created}>
              <LocalTime at={app.createdAt} now={now} look="day" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
