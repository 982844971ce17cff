import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { type AdminActionName, adminActions, type SaidAction } from './admin-actions.ts';

type Props = {
  page: string;
  label: string;
  acts: readonly AdminActionName[];
  say: (name: AdminActionName) => SaidAction;
};

/** A row for each thing that can be done; each asks for a reason and for re-authentication first. */
export function AdminActionList({ page, label, acts, say }: Props) {
  return (
    <Rows label={label}>
      {acts.map((name) => {
        const { icon, isDangerous } = adminActions[name];
        const { title, note, button } = say(name);
        return (
          <Row key={name} icon={icon} title={title} note={note} noteId={`${name}-note`}>
            <OpenDialog
              page={page}
              dialog={name}
              id={`act-${name}`}
              look={isDangerous ? 'danger-quiet' : 'quiet'}
              aria-describedby={`${name}-note`}
              className="button-small"
            >
              {button}
            </OpenDialog>
          </Row>
        );
      })}
    </Rows>
  );
}
