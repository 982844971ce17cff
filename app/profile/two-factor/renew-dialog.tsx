'use client';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { renewCodesAction } from './actions.ts';
import { CodesDialog } from './codes-dialog.tsx';
import type { GateProps, News } from './dialog-context.ts';
import { ProofFields } from './proof-form.tsx';

type Props = GateProps & {
  words: Words['oneTimePasswords']['renew']['form'] & { ends: string };
  news: News;
  /** A user who has just signed in with the last one is asked for no further code. */
  asksCode: boolean;
};

/** Replaces the set of one-time passwords. */
export function RenewDialog({ news, ...given }: Props) {
  const { words, context, asksCode } = given;
  const form = useSecondFactorForm(renewCodesAction, given);
  return (
    <CodesDialog
      context={context.codes}
      titleId="renew-title"
      returnFocusTo={['renew', 'two-factor-heading']}
      codes={form.state.recoveryCodes}
      news={news}
    >
      <ProofFields {...given} {...form} titleId="renew-title" note={!asksCode && words.usedLast}>
        {words.ends}
      </ProofFields>
    </CodesDialog>
  );
}
