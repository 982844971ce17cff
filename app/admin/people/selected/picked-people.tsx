import { PageLink } from '#app/_ui/page-link.tsx';
import { PersonName } from '#app/admin/person-name.tsx';

type Props = {
  people: readonly { id: string; name: string; email: string; note?: string }[];
  label: string;
};

/** Some people, each a link to their page. */
export function PickedPeople({ people, label }: Props) {
  return (
    <div className="card card-flush">
      <ul aria-label={label}>
        {people.map(({ id, name, email, note }) => (
          <li key={id} className="row">
            <PersonName name={name} email={email}>
              <PageLink href={`/admin/people/${id}`} className="link link-quiet">
                <bdi>{name}</bdi>
              </PageLink>
            </PersonName>
            {note && <p className="row-note">{note}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
