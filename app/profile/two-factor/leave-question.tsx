'use client';
import { useEffect, useRef } from 'react';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';

/** Asked in place when the user leaves unsaved codes behind: a second dialog would be one too many. */
export function LeaveQuestion({ onGoBack }: { onGoBack: () => void }) {
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => question.current?.focus(), []);
  const goBack = () => {
    onGoBack();
    document.getElementById('download-codes')?.focus();
  };
  return (
    <div ref={question} role="alert" tabIndex={-1} className="banner banner-warning block! space-y-3">
      <p>You have not downloaded, copied or printed your codes. They will not be shown again.</p>
      <div className="flex flex-wrap gap-3">
        <button type="button" className="button button-primary" onClick={goBack}>
          Go back
        </button>
        <LeaveButton unasked look="danger-quiet">
          Close without saving
        </LeaveButton>
      </div>
    </div>
  );
}
