import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import type { GroupRow } from '#lib/flows/admin/describe-groups.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { groups: readonly GroupRow[]; now: Date; words: Words['groups']; formats: Formats };

/** A table on wide screens, blocks on narrow ones. The whole row leads to its group. */
export function GroupTable({ groups, now, words, formats }: Props) {
  const { columns } = words;
  return (
    <table className="table">
      <caption className="sr-only">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.group}</th>
          <th scope="col">{columns.members}</th>
          <th scope="col">{columns.created}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ id, name, title, members, createdAt }) => (
          <tr key={id}>
            <td className="table-title">
              <div className="row-title">
                <PageLink href={`/admin/groups/${id}`} className="row-link">
                  <bdi>{title}</bdi>
                </PageLink>
              </div>
              <small className="table-note" translate="no">
                {name}
              </small>
            </td>
            <td data-label={columns.members}>{formats.number(members)}</td>
            <td className="table-note" data-label={columns.created}>
              <LocalTime at={createdAt} now={now} look="day" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
