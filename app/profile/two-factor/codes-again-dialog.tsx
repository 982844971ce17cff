'use client';
import { CodesDialog } from './codes-dialog.tsx';
import type { Person } from './person.ts';

type Props = { person: Person; codes: readonly string[]; generation: number };

/** One-time passwords whose first way to this browser broke off. */
export function CodesAgainDialog({ person, codes, generation }: Props) {
  return (
    <CodesDialog
      person={person}
      titleId="codes-title"
      returnFocusTo={['two-factor-heading']}
      codes={codes}
      generation={generation}
      news={
        <p>
          <strong>These are your new ones.</strong> The earlier ones no longer work.
        </p>
      }
    >
      {null}
    </CodesDialog>
  );
}
