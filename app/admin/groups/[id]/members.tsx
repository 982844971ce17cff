import { Badge } from '#app/_ui/badge.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import type { GroupDetails } from '#lib/flows/admin/describe-groups.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';
import { PersonName } from '../../person-name.tsx';

type Props = {
  details: GroupDetails;
  /** The administrator who looks: they can't remove themselves. */
  ownId: string;
  path: string;
  page: number;
  words: Words['groups']['members'];
  formats: Formats;
};

/** Who is in the group, a page at a time, and what adds someone. */
export function Members({ details, ownId, path, page, words, formats }: Props) {
  const { members, total, first, hasMore } = details;
  const [from, to] = [formats.number(first), formats.number(first + members.length - 1)];
  const pageOf = (number: number) => (number === 1 ? path : `${path}?page=${number}`);
  return (
    <Setting title={words.title} about={words.about} id="group-heading">
      <div className="card card-flush">
        {members.length === 0 && <p className="row text-muted">{words.none}</p>}
        <ul aria-label={words.title}>
          {members.map(({ userId, name, email, disabledAt }) => (
            <li key={userId} className="row">
              <PersonName name={name} email={email}>
                <PageLink href={`/admin/people/${userId}`} className="link link-quiet">
                  <bdi>{name}</bdi>
                </PageLink>
                {disabledAt && <Badge look="bad">{words.disabled}</Badge>}
              </PersonName>
              {userId !== ownId && (
                <div className="row-act">
                  <OpenDialog
                    page={path}
                    dialog="remove"
                    about={userId}
                    id={`remove-${userId}`}
                    aria-label={words.removeOne({ name })}
                    className="button-small"
                  >
                    {words.remove}
                  </OpenDialog>
                </div>
              )}
            </li>
          ))}
        </ul>
        <div className="card-foot">
          <OpenDialog page={path} dialog="add" id="add" className="button-small">
            {words.add}
          </OpenDialog>
          {members.length > 0 && (
            <small className="tabular-nums">{words.range({ from, to, of: formats.number(total) })}</small>
          )}
          <Pager
            name={words.title}
            before={page > 1 ? pageOf(page - 1) : null}
            after={hasMore ? pageOf(page + 1) : null}
            labels={[words.previous, words.next]}
          />
        </div>
      </div>
    </Setting>
  );
}
