'use client';
import { useState } from 'react';
import { ModalDialog } from '#app/_ui/modal-dialog.tsx';
import type { CodesContext, News } from './dialog-context.ts';
import { SaveCodes } from './save-codes.tsx';

type Props = {
  context: CodesContext;
  titleId: string;
  returnFocusTo: readonly string[];
  /** New one-time passwords, shown this once; undefined until they are made. */
  codes: readonly string[] | undefined;
  /** Which step they are, where there are several. */
  step?: string;
  news: News;
  /** The dialog until then. */
  children: React.ReactNode;
};

/** A dialog that ends with one-time passwords. It does not close over unsaved ones without a question. */
export function CodesDialog({ context, titleId, returnFocusTo, codes, step, news, children }: Props) {
  const [isSaved, setIsSaved] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const mayLeave = () => {
    if (!codes || isSaved) return true;
    // Esc while the question is open means "go back".
    setIsAsking(!isAsking);
    return false;
  };
  return (
    <ModalDialog titleId={titleId} closeTo="/profile/two-factor" returnFocusTo={returnFocusTo} mayLeave={mayLeave}>
      {codes ? (
        <SaveCodes
          context={context}
          titleId={titleId}
          codes={codes}
          step={step}
          news={news}
          isSaved={isSaved}
          isAsking={isAsking}
          onSaved={() => setIsSaved(true)}
          onGoBack={() => setIsAsking(false)}
        />
      ) : (
        children
      )}
    </ModalDialog>
  );
}
