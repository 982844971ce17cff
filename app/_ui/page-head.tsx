type Props = {
  /** Before the heading: an avatar. */
  mark?: React.ReactNode;
  title: React.ReactNode;
  lead?: React.ReactNode;
  children?: React.ReactNode;
};

/** The heading of a page, one line under it, and at the end of the row its actions. */
export function PageHead({ mark, title, lead, children }: Props) {
  return (
    <header className="page-head">
      <div className={mark ? 'page-head-marked' : undefined}>
        {mark}
        <div className="min-w-0">
          <h1 tabIndex={-1}>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
      </div>
      {children && <div className="row-act">{children}</div>}
    </header>
  );
}
