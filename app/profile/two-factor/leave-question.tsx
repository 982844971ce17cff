'use client';
import { useEffect, useRef } from 'react';
import { Icon } from '#app/_ui/icon.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import type { CodesContext } from './dialog-context.ts';

type Props = { words: CodesContext['words']; onGoBack: () => void };

/** Asked in place when the user leaves unsaved codes behind: a second dialog would be one too many. */
export function LeaveQuestion({ words, onGoBack }: Props) {
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => {
    question.current?.focus({ preventScroll: true });
    question.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const goBack = () => {
    onGoBack();
    document.getElementById('download-codes')?.focus();
  };
  return (
    <div ref={question} role="alert" tabIndex={-1} className="banner banner-warning">
      <Icon name="warning" className="banner-icon" />
      <p>{words.unsaved}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <button type="button" className="button button-primary" onClick={goBack}>
          {words.saveThem}
        </button>
        <LeaveButton unasked look="danger-quiet">
          {words.closeAnyway}
        </LeaveButton>
      </div>
    </div>
  );
}
