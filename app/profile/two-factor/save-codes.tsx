'use client';
import { startTransition, useEffect } from 'react';
import { Banner } from '#app/_ui/banner.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { useHydrated } from '#app/_ui/use-hydrated.ts';
import { sawCodesAction } from './actions.ts';
import type { DialogContext } from './dialog-context.ts';
import { LeaveQuestion } from './leave-question.tsx';
import { PrintSheet } from './print-sheet.tsx';

type Props = {
  context: DialogContext;
  titleId: string;
  codes: readonly string[];
  generation: number;
  step?: string | undefined;
  news: React.ReactNode;
  isAsking: boolean;
  onSaved: () => void;
  onGoBack: () => void;
};

/** The last step: the one-time passwords, shown this once, and three ways to keep them. */
export function SaveCodes({ context, titleId, codes, generation, step, news, isAsking, onSaved, onGoBack }: Props) {
  const [, tellSeen] = useForm(sawCodesAction);
  useEffect(() => startTransition(() => tellSeen(new FormData())), [tellSeen]);
  return (
    <div className="space-y-5">
      {step && <p className="hint mb-3">{step}</p>}
      <FocusHeading id={titleId}>One-time passwords</FocusHeading>
      <Banner look="success">{news}</Banner>
      <p>
        If your phone is lost, stolen or broken, each of these lets you in once. Keep them where you keep important
        papers or in a password manager – not on your phone. <strong>They are shown only now.</strong>
      </p>
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
      <SaveButtons codes={codes} onSaved={onSaved} />
      {isAsking ? (
        <LeaveQuestion onGoBack={onGoBack} />
      ) : (
        <div className="flex justify-end border-t border-line pt-5">
          <LeaveButton>Done</LeaveButton>
        </div>
      )}
      <PrintSheet context={context} codes={codes} generation={generation} />
    </div>
  );
}

function SaveButtons({ codes, onSaved }: { codes: readonly string[]; onSaved: () => void }) {
  const print = () => {
    onSaved();
    window.print();
  };
  return (
    <div className="flex flex-wrap gap-3">
      <Form method="post" action="/profile/two-factor/one-time-passwords" onSubmit={onSaved}>
        {codes.map((code) => (
          <input key={code} type="hidden" name="codes" value={code} />
        ))}
        <button type="submit" id="download-codes" className="button button-primary">
          Download codes
        </button>
      </Form>
      <CopyButton text={codes.join('\n')} onCopied={onSaved}>
        Copy
      </CopyButton>
      {useHydrated() && (
        <button type="button" className="button button-quiet" onClick={print}>
          Print
        </button>
      )}
    </div>
  );
}
