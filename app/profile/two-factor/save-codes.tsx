'use client';
import { startTransition, useEffect } from 'react';
import { Banner } from '#app/_ui/banner.tsx';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { sawCodesAction } from './actions.ts';
import type { CodesContext, News } from './dialog-context.ts';
import { LeaveQuestion } from './leave-question.tsx';
import { PrintSheet } from './print-sheet.tsx';
import { SaveButtons } from './save-buttons.tsx';

type Props = {
  context: CodesContext;
  titleId: string;
  codes: readonly string[];
  step?: string | undefined;
  news: News;
  isSaved: boolean;
  isAsking: boolean;
  onSaved: () => void;
  onGoBack: () => void;
};

/** The last step: the one-time passwords, shown this once, and three ways to keep them. */
export function SaveCodes({
  context: { words, intro, sheet },
  titleId,
  codes,
  step,
  news,
  isSaved,
  isAsking,
  onSaved,
  onGoBack,
}: Props) {
  const [, tellSeen] = useForm(sawCodesAction);
  useEffect(() => startTransition(() => tellSeen(new FormData())), [tellSeen]);
  return (
    <>
      <DialogHead id={titleId} focus="now">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        {step && <p className="sr-only">{step}</p>}
        <Banner look="success">
          <p className="font-medium">{news.heading}</p>
          <p>{news.text}</p>
        </Banner>
        <p>{intro}</p>
        <ol className="recovery-codes">
          {codes.map((code, index) => (
            <li key={code}>
              <span className="recovery-number">{index + 1}</span>
              <bdi dir="ltr" className="code">
                {code}
              </bdi>
            </li>
          ))}
        </ol>
        <SaveButtons words={words} codes={codes} isSaved={isSaved} onSaved={onSaved} />
        {isAsking ? (
          <LeaveQuestion words={words} onGoBack={onGoBack} />
        ) : (
          <div className="actions">
            <LeaveButton look={isSaved ? 'primary' : 'quiet'}>{words.done}</LeaveButton>
          </div>
        )}
      </div>
      <PrintSheet sheet={sheet} codes={codes} />
    </>
  );
}
