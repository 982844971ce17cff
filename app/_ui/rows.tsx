import { Icon, type IconName } from './icon.tsx';

/** A card of rows that reach its edges. `foot` holds what adds one. */
export function Rows({ label, foot, children }: { label?: string; foot?: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className="card card-flush">
      <ul aria-label={label}>{children}</ul>
      {foot && <div className="card-foot">{foot}</div>}
    </div>
  );
}

type RowProps = {
  icon?: IconName;
  tone?: 'on' | 'warning' | 'bad';
  /** In place of an icon: a provider's mark, an avatar. */
  mark?: React.ReactNode;
  title: React.ReactNode;
  note?: React.ReactNode;
  /** Of the note, for buttons that are described by it. */
  noteId?: string;
  children?: React.ReactNode;
};

/** One thing in a list: icon, name, one muted line, its buttons at the end. */
export function Row({ icon, tone, mark, title, note, noteId, children }: RowProps) {
  return (
    <li className="row">
      {(icon || mark) && (
        <span className={tone ? `row-icon row-icon-${tone}` : 'row-icon'} aria-hidden="true">
          {icon ? <Icon name={icon} /> : mark}
        </span>
      )}
      <div className="min-w-0">
        <div className="row-title">{title}</div>
        {note && (
          <div id={noteId} className="row-note">
            {note}
          </div>
        )}
      </div>
      {children && <div className="row-act">{children}</div>}
    </li>
  );
}
