import { BreakableEmail } from '#app/_ui/breakable-email.tsx';
import { initials } from '#lib/rules/account/display-name.ts';

type Props = {
  name: string;
  email: string;
  /** In place of the plain name: a link, badges. */
  children?: React.ReactNode;
};

/** Someone in a row: initials, name, and the email under it. */
export function PersonName({ name, email, children = <bdi>{name}</bdi> }: Props) {
  return (
    <div className="person">
      <span className="avatar" aria-hidden="true">
        {initials(name)}
      </span>
      <div className="person-name">
        <div className="row-title">{children}</div>
        <small>
          <BreakableEmail>{email}</BreakableEmail>
        </small>
      </div>
    </div>
  );
}
