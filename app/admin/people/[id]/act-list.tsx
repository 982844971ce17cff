import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { type ActName, acts } from './acts.ts';

/** A button for each thing that can be done; each asks for a reason and for re-authentication first. */
export function ActList({ page, acts: possible }: { page: string; acts: readonly ActName[] }) {
  return (
    <div className="flex flex-wrap gap-3">
      {possible.map((name) => (
        <OpenDialog key={name} page={page} dialog={name} id={name} look={acts[name].look}>
          {acts[name].label}
        </OpenDialog>
      ))}
    </div>
  );
}
