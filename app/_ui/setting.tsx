import { FocusHeading } from './focus-heading.tsx';

type Props = {
  title: React.ReactNode;
  about?: React.ReactNode;
  /** Of the heading: other elements name it, and the focus returns to it. */
  id?: string;
  takesFocus?: boolean;
  children: React.ReactNode;
};

/** A part of a settings page: what it is for at the side, its card beside that on wide screens. */
export function Setting({ title, about, id, takesFocus = false, children }: Props) {
  return (
    <section className="setting" aria-labelledby={id}>
      <div className="setting-about">
        {takesFocus ? (
          <FocusHeading {...(id && { id })}>{title}</FocusHeading>
        ) : (
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
        )}
        {about && <p>{about}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}
