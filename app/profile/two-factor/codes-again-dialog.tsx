'use client';
import { CodesDialog } from './codes-dialog.tsx';
import type { DialogContext, News } from './dialog-context.ts';

type Props = { context: DialogContext; news: News; codes: readonly string[] };

/** One-time passwords whose first response to this browser was lost. */
export function CodesAgainDialog({ context, news, codes }: Props) {
  return (
    <CodesDialog
      context={context.codes}
      titleId="codes-title"
      returnFocusTo={['two-factor-heading']}
      codes={codes}
      news={news}
    >
      {null}
    </CodesDialog>
  );
}
