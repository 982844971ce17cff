'use client';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { useForm } from '#app/_ui/use-form.ts';
import { enableAction } from './actions.ts';
import { CodesDialog } from './codes-dialog.tsx';
import type { DialogContext, News } from './dialog-context.ts';
import { EnableForm, type EnableWords } from './enable-form.tsx';

type Props = {
  context: DialogContext;
  words: EnableWords;
  /** For readers, before the headings of the second step and of the last. */
  steps: { second: string; last: string };
  news: News;
  /** Step 1, made on the server; null once two-factor is on. */
  scan: React.ReactNode;
  /** In place of the password, for users without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** The link for those without a phone. */
  byPasskey: string;
};

/** The three steps of turning two-factor on. Holds the one-time passwords while they are shown, and nowhere else. */
export function EnableDialog({ context, words, steps, news, scan, proof, notice, byPasskey }: Props) {
  const [state, send] = useForm(enableAction);
  useReauthentication(state);
  if (!state.recoveryCodes && !scan) return null;
  return (
    <CodesDialog
      context={context.codes}
      titleId="enable-title"
      returnFocusTo={['enable', 'two-factor-heading']}
      codes={state.recoveryCodes}
      step={steps.last}
      news={news}
    >
      <EnableForm
        context={context}
        words={words}
        step={steps.second}
        scan={scan}
        proof={proof}
        state={state}
        notice={notice}
        byPasskey={byPasskey}
        send={send}
      />
    </CodesDialog>
  );
}
