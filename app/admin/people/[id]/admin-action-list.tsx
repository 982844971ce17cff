import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { type AdminActionName, adminActions } from './admin-actions.ts';

/** A button for each thing that can be done; each asks for a reason and for re-authentication first. */
export function AdminActionList({ page, acts: possible }: { page: string; acts: readonly AdminActionName[] }) {
  return (
    <div className="flex flex-wrap gap-3">
      {possible.map((name) => (
        <OpenDialog key={name} page={page} dialog={name} id={name} look={adminActions[name].look}>
          {adminActions[name].label}
        </OpenDialog>
      ))}
    </div>
  );
}
