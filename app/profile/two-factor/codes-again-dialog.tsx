'use client';
import { CodesDialog } from './codes-dialog.tsx';
import type { DialogContext } from './dialog-context.ts';

type Props = { context: DialogContext; codes: readonly string[]; generation: number };

/** One-time passwords whose first response to this browser was lost. */
export function CodesAgainDialog({ context, codes, generation }: Props) {
  return (
    <CodesDialog
      context={context}
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
