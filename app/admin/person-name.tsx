import { initials } from '#lib/rules/account/display-name.ts';

type Props = {
  name: string;
  email: string;
  /** In place of the plain name: a link, badges. */
  children?: React.ReactNode;
};

/** Someone in a row: initials, name, and the email under it. */
export function PersonName({ name, email, children = <bdi>{name}</bdi> }: Props) {
  const at = email.lastIndexOf('@');
  return (
    <div className="person">
      <span className="avatar" aria-hidden="true">
        {initials(name)}
      </span>
      <div className="person-name">
        <div className="row-title">{children}</div>
        <small>
          <bdi dir="ltr">
            {email.slice(0, at)}
            <wbr />
            {email.slice(at)}
          </bdi>
        </small>
      </div>
    </div>
  );
}
